"""What a person was sent is given to her, and taken off when she is erased."""

import pytest

from semainier.rally.models import AutomaticReminder, Recipient, Segment, Sending
from semainier.rally.personal_data import erase, export
from semainier.rally.tests.factories import draft_of, make_template, only, send


@pytest.fixture
def sending(network, fede):
    return send(fede, draft_of(network.edition, choice=only(network.a)))


def test_export_holds_what_she_was_sent(sending, alice, network):
    assert export(alice) == {
        "received": [
            {
                "subject": sending.subject,
                "organisation": network.a.name,
                "email": alice.email,
                "state": "waiting",
                "leaves": sending.leaves_at,
            }
        ],
        "confirmed": [],
    }


def test_export_holds_what_she_confirmed(sending, fede):
    assert [one["mails"] for one in export(fede)["confirmed"]] == [1]


def test_erased_person_gets_nothing_more_and_leaves_no_address(sending, alice):
    assert erase(alice) == 1

    [row] = sending.recipients.all()
    assert (row.user, row.email, row.name) == (None, f"efface-{alice.pk}@invalid.example", "Personne effacée")
    assert (row.state, row.reason) == ("skipped", "gone")
    assert export(alice)["received"] == []


def test_erased_head_leaves_her_work_without_her_name(sending, fede, network):
    Segment.objects.create(edition=network.edition, name="x", created_by=fede)
    make_template(created_by=fede)
    AutomaticReminder.objects.create(edition=network.edition, matter="declare", set_by=fede)

    assert erase(fede) == 4

    assert (Sending.objects.get().confirmed_by, Sending.objects.get().signature) == (None, "")
    assert Recipient.objects.count() == 1
