"""A line of the journal."""

import datetime as dt

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from semainier.audit.models import AuditEntry
from semainier.audit.services import record
from semainier.audit.tests.factories import make_user
from semainier.core import clock

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2014, 6, 14, 10, tzinfo=dt.UTC)


def test_record_keeps_who_what_when_and_where(django_assert_num_queries):
    alice = make_user(name="Alice Martin")

    with clock.at(MOMENT), django_assert_num_queries(1):
        entry = record(
            by=alice,
            verb="event.published",
            target=alice,
            data={"on": MOMENT},
            organisation_id=7,
            edition_id=3,
        )

    entry.refresh_from_db()
    assert (entry.at, entry.actor_id, entry.actor_label, entry.verb) == (
        MOMENT,
        alice.pk,
        "Alice Martin",
        "event.published",
    )
    assert (entry.object_type, entry.object_id, entry.object_label) == (
        "accounts.user",
        str(alice.pk),
        "Alice Martin",
    )
    assert (entry.data, entry.organisation_id, entry.edition_id) == ({"on": "2014-06-14T10:00:00Z"}, 7, 3)


def test_record_of_the_system_names_nobody():
    entry = record(by=None, verb="mail.purged")

    assert (entry.actor, entry.actor_label, entry.object_type, entry.object_id) == (None, "system", "", "")


def test_record_cuts_a_label_that_is_too_long():
    alice = make_user(name="A" * 200)
    alice.name = "A" * 300

    entry = record(by=alice, verb="person.updated", target=alice)

    assert len(entry.actor_label) == len(entry.object_label) == 254


def test_a_line_outlives_the_person_under_her_name():
    alice = make_user(name="Alice Martin")
    entry = record(by=alice, verb="person.updated", target=alice)

    alice.delete()

    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_label) == (None, "Alice Martin")


@transaction.atomic
def _record_then_fail():
    record(by=None, verb="mail.purged")
    AuditEntry.objects.get(verb="no such verb")


def test_record_leaves_nothing_when_the_transaction_fails():
    with pytest.raises(ObjectDoesNotExist):
        _record_then_fail()

    assert AuditEntry.objects.count() == 0


def test_a_line_reads_as_a_sentence():
    alice = make_user(name="Alice")

    assert str(record(by=alice, verb="person.updated", target=alice)) == "Alice person.updated Alice"
    assert str(record(by=None, verb="mail.purged")) == "system mail.purged"
