"""What has not left can be taken back: a cancelled sending, a mail to who has answered meanwhile."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import send_due
from semainier.mailings.tests.factories import Notebook
from semainier.organisations.services.people import add_member
from semainier.rally import tasks
from semainier.rally.models import Recipient
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.settle import settle
from semainier.rally.services.take_back import cancel_sending, take_back_answered
from semainier.rally.tests.factories import commit, draft_of, make_event, make_person, only, send


def states(sending):
    return sorted(sending.recipients.with_now().values_list("now", flat=True))


def test_cancel_stops_what_waits_and_what_is_queued(network, fede):
    sending = send(fede, draft_of(network.edition))
    dispatch_due()
    send_due(limit=1, transport=Notebook())

    cancel_sending(sending=sending, by=fede)

    assert states(sending) == ["cancelled", "cancelled", "cancelled", "sent", "skipped"]
    assert send_due(transport=Notebook()) == 0
    entry = AuditEntry.objects.get(verb="sending.cancelled")
    assert entry.data == {"stopped": 3}


def test_cancel_before_the_hour_leaves_no_mail(network, fede):
    at = clock.now() + dt.timedelta(hours=3)
    sending = send(fede, draft_of(network.edition, leaves_at=at))

    cancel_sending(sending=sending, by=fede)

    with clock.at(at):
        assert dispatch_due() == 0
    assert states(sending) == ["cancelled"] * 4 + ["skipped"]


def test_cancel_twice_changes_nothing_more(network, fede, regina):
    sending = send(fede, draft_of(network.edition))
    first = cancel_sending(sending=sending, by=fede)

    again = cancel_sending(sending=sending, by=regina)

    assert (again.cancelled_at, again.cancelled_by) == (first.cancelled_at, fede)
    assert AuditEntry.objects.filter(verb="sending.cancelled").count() == 1


def test_cancel_lets_the_other_half_of_a_mail_leave(network, fede):
    make_person(network.bare, "lea@logis.example")
    commit(network.edition, network.bare)
    make_event(network.edition, network.bare)
    declare = send(fede, draft_of(network.edition, "declare", choice=only(network.bare)))
    submit = send(fede, draft_of(network.edition, "submit", choice=only(network.bare)))
    dispatch_due()

    cancel_sending(sending=declare, by=fede)
    assert states(submit) == ["waiting"]
    dispatch_due()

    assert (states(declare), states(submit)) == (["cancelled"], ["queued"])
    assert list(Mail.objects.filter(state="queued").values_list("kind", flat=True)) == ["rally.submit"]


def test_who_has_answered_gets_nothing_though_it_was_queued(network, fede):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    dispatch_due()
    commit(network.edition, network.a)

    assert take_back_answered() == 1

    [row] = sending.recipients.all()
    assert (row.state, row.reason) == ("skipped", "answered")
    assert Mail.objects.get().last_error == "L’organisme a répondu entre-temps."
    assert (dispatch_due(), send_due(transport=Notebook())) == (0, 0)


def test_who_acts_for_another_that_has_not_is_asked_for_that_one(network, fede, alice):
    add_member(organisation=network.bare, user=alice, role="referent", by=None)
    send(fede, draft_of(network.edition, choice=only(network.a, network.bare)))
    dispatch_due()
    commit(network.edition, network.a)

    tasks.dispatch()

    mail = Mail.objects.get(state="queued")
    assert "Logis Nu" in mail.body_text
    assert "Deux-Rives" not in mail.body_text
    assert Mail.objects.filter(state="suppressed").count() == 1


def test_mail_that_left_stays(network, fede):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    dispatch_due()
    send_due(transport=Notebook())
    commit(network.edition, network.a)

    assert take_back_answered() == 0
    assert states(sending) == ["sent"]


def test_what_became_of_a_mail_outlives_it(network, fede):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    dispatch_due()
    send_due(transport=Notebook())

    tasks.dispatch()
    Mail.objects.all().delete()

    assert states(sending) == ["sent"]
    assert Recipient.objects.get().mail is None


@pytest.mark.parametrize(
    ("mail", "shown"),
    [("queued", "queued"), ("sending", "queued"), ("failed", "failed"), ("in_doubt", "in_doubt"), ("suppressed", "held_back")],
)  # fmt: skip
def test_state_is_that_of_the_mail(network, fede, mail, shown):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    dispatch_due()
    Mail.objects.update(state=mail)

    assert states(sending) == [shown]
    settle()
    assert Recipient.objects.get().state == shown
    assert settle() == 0


def test_worker_without_work_asks_six_questions(network, django_assert_num_queries):
    with django_assert_num_queries(6):
        assert tasks.dispatch() == 0
