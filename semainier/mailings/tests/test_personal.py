"""A person's mails: given to her, emptied when she is erased."""

import pytest

from semainier.audit.models import AuditEntry
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.registry import personal_erasers, personal_exports
from semainier.mailings.models import Address, OptOut
from semainier.mailings.services import leave_topic, send_due
from semainier.mailings.states import State
from semainier.mailings.tests.factories import Notebook, make_address, make_mail, make_user

pytestmark = pytest.mark.django_db


def test_export_gives_the_mails_to_her_and_to_her_address():
    alice = make_user("alice@a.example")
    make_mail(to_email="old@a.example", user=alice, subject="Un")
    make_mail(to_email="Alice@A.example", subject="Deux")
    make_mail(to_email="bob@a.example", subject="Trois")

    mails = personal_exports["mailings"](alice)["mails"]

    assert [(mail["subject"], mail["body_text"], mail["state"]) for mail in mails] == [
        ("Un", "Bonjour,\n", "queued"),
        ("Deux", "Bonjour,\n", "queued"),
    ]


def test_erasure_empties_her_mails_and_keeps_what_counts():
    alice = make_user("alice@a.example")
    mail = make_mail(user=alice, to_name="Alice", state=State.SENT, sent_at=clock.now(), dedup_key="alice")
    other = make_mail(to_email="bob@a.example", to_name="Bob")

    assert personal_erasers["mailings"](alice) == 1

    mail.refresh_from_db()
    other.refresh_from_db()
    assert (mail.user, mail.recipient_email, mail.recipient_name, mail.subject) == (None, "", "", "")
    assert (mail.body_text, mail.body_html, mail.dedup_key, mail.purged_at) == ("", "", None, clock.now())
    assert (mail.kind, mail.state, mail.sent_at) == ("invitation", State.SENT, clock.now())
    assert other.recipient_name == "Bob"


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.IN_DOUBT])
def test_erasure_stops_what_has_not_left(state):
    alice, notebook = make_user("alice@a.example"), Notebook()
    mail = make_mail(user=alice, state=state, claimed_at=clock.now())

    personal_erasers["mailings"](alice)
    send_due(transport=notebook)

    mail.refresh_from_db()
    assert (mail.state, notebook.ids) == (State.SUPPRESSED, [])


def test_export_gives_her_choices_and_the_trouble_with_her_address(django_assert_num_queries):
    alice = make_user("Alice@A.example")
    leave_topic(email="alice@a.example", topic="rally", by=alice)
    make_address("alice@a.example", diagnosis="550 no such user")
    leave_topic(email="bob@a.example", topic="rally", by=None)

    with django_assert_num_queries(3):
        data = personal_exports["mailings"](alice)

    assert data["topics_left"] == [{"topic": "rally", "left_at": clock.now()}]
    assert (data["address"]["trouble"], data["address"]["diagnosis"]) == ("hard", "550 no such user")
    assert personal_exports["mailings"](make_user("bob@b.example"))["address"] is None


@pytest.mark.parametrize("is_gone", [False, True])
def test_erasure_forgets_her_choices_and_her_address_in_the_journal_too(is_gone):
    alice = make_user("Alice@A.example")
    leave_topic(email="alice@a.example", topic="rally", by=None)
    leave_topic(email="bob@a.example", topic="rally", by=None)
    record(by=None, verb="address.suspended", target=make_address("alice@a.example"))
    if is_gone:
        Address.objects.all().delete()

    personal_erasers["mailings"](alice)

    assert list(OptOut.objects.values_list("email", flat=True)) == ["bob@a.example"]
    assert Address.objects.count() == 0
    assert AuditEntry.objects.get(verb="address.suspended").object_label == "Personne effacée"
