"""A person's lines: given to her, made nameless when she is erased."""

import pytest
from django.utils import translation

from semainier.audit.services import record
from semainier.audit.tests.factories import make_user
from semainier.core.registry import personal_erasers, personal_exports

pytestmark = pytest.mark.django_db


def test_export_gives_what_she_did_and_what_was_done_about_her():
    alice, bob = make_user("alice@a.example", name="Alice"), make_user("bob@a.example", name="Bob")
    record(by=alice, verb="event.published")
    record(by=bob, verb="person.updated", target=alice)
    record(by=bob, verb="person.updated", target=bob)

    entries = personal_exports["audit"](alice)["entries"]

    assert [(entry["actor_label"], entry["verb"]) for entry in entries] == [
        ("Alice", "event.published"),
        ("Bob", "person.updated"),
    ]


def test_erasure_takes_her_name_and_leaves_the_rest():
    alice, bob = make_user("alice@a.example", name="Alice"), make_user("bob@a.example", name="Bob")
    acted = record(by=alice, verb="event.published", data={"title": "Fête"})
    told = record(by=bob, verb="person.updated", target=alice, data={"phone": "01"})

    with translation.override("en"):
        changed = personal_erasers["audit"](alice)

    acted.refresh_from_db()
    told.refresh_from_db()
    assert changed == 2
    assert (acted.actor_label, acted.data) == ("Person erased", {"title": "Fête"})
    assert (told.actor_label, told.object_label, told.data) == ("Bob", "Person erased", {})
