"""The worker knows the jobs, the outbox the words, the registry the handlers."""

from semainier.core import registry
from semainier.core.permissions import Permission
from semainier.mailings.kinds import kind_label
from semainier.mailings.topics import get_topic
from semainier.mailings.worker import periodic
from semainier.rally.criteria import Matter
from semainier.staff.verbs import WORDS

VERBS = (
    "segment.created", "segment.updated", "segment.deleted", "message_template.created", "message_template.updated",
    "message_template.deleted", "sending.confirmed", "sending.cancelled", "reminder.turned_on", "reminder.turned_off",
    "tag.added", "tag.removed", "tag.deleted",
)  # fmt: skip


def test_jobs_are_known_to_the_worker():
    jobs = {job.name: job.every_seconds for job in periodic}

    assert (jobs["rally.dispatch"], jobs["rally.automatic"]) == (15, 900)


def test_reminders_are_a_topic_that_one_may_leave():
    assert get_topic("rally").may_leave


def test_every_matter_has_its_word_in_the_outbox():
    for matter in Matter:
        assert kind_label(f"rally.{matter.value}") != f"rally.{matter.value}"


def test_every_verb_has_its_word_in_the_journal():
    assert [verb for verb in VERBS if verb not in WORDS] == []


def test_menu_entry_is_for_who_may_write():
    [entry] = [one for one in registry.menu if one.url_name == "rally:sending_list"]

    assert (entry.permission, entry.room) == (Permission.RALLY_SEND, "desk")
