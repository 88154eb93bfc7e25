"""What is due is handed to the outbox: one mail a person, looked at again, never twice."""

import datetime as dt

import pytest

from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.mailings.models import Address, Mail, OptOut
from semainier.mailings.services import send_due
from semainier.mailings.tests.factories import Notebook
from semainier.organisations.models import Invitation, Membership
from semainier.organisations.services.people import add_member
from semainier.rally import tasks
from semainier.rally.models import Reason, Recipient, RecipientState
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import commit, draft_of, frozen, make_event, make_person, only, send

HOUR = dt.timedelta(hours=1)


def states(sending):
    return {
        (row.organisation.name, row.email): row.reason or row.state
        for row in sending.recipients.select_related("organisation")
    }


def test_one_mail_leaves_for_each_person_who_may_commit_and_each_mailbox(network, fede, alice, charlie):
    sending = send(fede, draft_of(network.edition))

    assert dispatch_due() == 4

    assert states(sending) == {
        ("Habitat des Deux-Rives", alice.email): "queued",
        ("Le Toit des Flandres", charlie.email): "queued",
        ("Logis Boîte", "accueil@boite.example"): "queued",
        ("Logis Nu", ""): "unreachable",
        ("Logis Petit", "petit@petit.example"): "queued",
    }
    assert set(Mail.objects.values_list("topic", "batch", "priority", "kind")) == {
        ("rally", f"rally:{sending.pk}", 20, "rally.commit")
    }


def test_mail_is_filled_in_for_its_reader(network, fede, alice):
    send(fede, draft_of(network.edition, choice=only(network.a)))

    dispatch_due()

    mail = Mail.objects.get()
    assert mail.subject == "Semaine nationale des Hlm 2026\xa0: encore 17\xa0jours pour vous engager"
    assert "Bonjour Alice," in mail.body_text
    assert "Habitat des Deux-Rives" in mail.body_text
    assert "/participer/" in mail.body_text
    assert "Fede\nL’équipe de Semaine nationale des Hlm 2026" in mail.body_text
    assert "{" not in mail.body_text


def test_mailbox_gets_an_invitation_of_its_own_and_no_second_mail(network, fede):
    send(fede, draft_of(network.edition, choice=only(network.box)))

    dispatch_due()

    mail = Mail.objects.get()
    assert Invitation.objects.get().email == "accueil@boite.example"
    assert "/invitation/" in mail.body_text
    assert mail.is_sensitive


def test_a_second_run_queues_nothing_more(network, fede):
    send(fede, draft_of(network.edition))

    assert [dispatch_due(), dispatch_due()] == [4, 0]
    assert Mail.objects.count() == 4


def test_who_acts_for_two_organisations_gets_one_mail_that_names_both(network, fede, alice):
    add_member(organisation=network.small, user=alice, role="referent", by=None)
    sending = send(fede, draft_of(network.edition, choice=only(network.a, network.small)))

    dispatch_due()

    mail = Mail.objects.get()
    assert "Habitat des Deux-Rives et Logis Petit" in mail.body_text
    assert mail.body_text.count("/participer/") == 2
    assert sending.mails == 1
    assert sending.recipients.filter(state="queued", mail=mail).count() == 2


def test_mail_waits_in_the_outbox_for_its_hour(network, fede):
    at = clock.now() + 5 * HOUR
    send(fede, draft_of(network.edition, leaves_at=at, choice=only(network.a)))

    assert dispatch_due() == 0
    with clock.at(at - dt.timedelta(minutes=5)):
        assert dispatch_due() == 1
        assert send_due(transport=Notebook()) == 0
    with clock.at(at):
        assert send_due(transport=Notebook()) == 1


def suspend(network):
    Address.objects.create(
        email=f"alice@{network.a.pk}.example",
        trouble="hard",
        trouble_at=clock.now(),
        suspended_at=clock.now(),
    )


HAPPENINGS = {
    Reason.ANSWERED: lambda n: commit(n.edition, n.a),
    Reason.SUSPENDED: suspend,
    Reason.LEFT: lambda n: OptOut.objects.create(email=f"alice@{n.a.pk}.example", topic="rally"),
    Reason.GONE: lambda n: Membership.objects.filter(organisation=n.a).update(ended_at=clock.now()),
    Reason.CLOSED: lambda _n: Edition.objects.update(phase="counting"),
}


@pytest.mark.parametrize(("reason", "happens"), HAPPENINGS.items())
def test_state_is_looked_at_again_when_the_mail_is_queued(network, fede, reason, happens):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    happens(network)

    assert dispatch_due() == 0

    [row] = sending.recipients.all()
    assert (row.state, row.reason) == (RecipientState.SKIPPED, reason)
    assert not Mail.objects.exists()


def test_nothing_leaves_to_who_left_the_list_meanwhile(network, fede):
    sending = send(fede, draft_of(network.edition, choice=only(network.a)))
    ListedMember.objects.filter(organisation=network.a).update(removed_on="2026-05-20")

    assert dispatch_due() == 0
    assert sending.recipients.get().reason == Reason.GONE


def test_organisation_asked_to_join_has_been_invited(network, fede):
    send(fede, draft_of(network.edition, choice=only(network.a)))
    tasks.dispatch()
    assert ListedMember.objects.get(organisation=network.a).invited_at is None

    send_due(transport=Notebook())
    tasks.dispatch()

    assert ListedMember.objects.get(organisation=network.a).invited_at == clock.now()


def test_our_own_invitation_keeps_no_colleague_from_hers(network, fede):
    make_person(network.a, "zoe@deux-rives.example", role="director")
    frozen(fede, network, choice=only(network.a))
    ListedMember.objects.filter(organisation=network.a).update(invited_at=clock.now())

    assert dispatch_due() == 2


@pytest.fixture
def lea(network):
    """The only person of an organisation that has joined and has a draft."""
    commit(network.edition, network.bare)
    make_event(network.edition, network.bare)
    return make_person(network.bare, "lea@logis.example")


def test_two_sendings_of_one_morning_are_one_mail(network, fede, lea):
    declare = send(fede, draft_of(network.edition, "declare", choice=only(network.bare)))
    submit = send(fede, draft_of(network.edition, "submit", choice=only(network.bare)))

    assert dispatch_due() == 1

    mail = Mail.objects.get()
    assert (mail.kind, mail.batch) == ("rally.several", f"rally:{declare.pk}+{submit.pk}")
    assert mail.subject == "Semaine nationale des Hlm 2026\xa0: 2 choses à faire"
    assert "«\xa0Un jardin partagé\xa0», dimanche 7\xa0juin" in mail.body_text
    assert Recipient.objects.filter(mail=mail, state="queued").count() == 2


def test_second_mail_of_a_day_waits_for_the_next_morning(network, fede, lea):
    send(fede, draft_of(network.edition, "declare", choice=only(network.bare)))
    dispatch_due()
    later = send(fede, draft_of(network.edition, "submit", choice=only(network.bare)))

    assert dispatch_due() == 0

    [row] = later.recipients.all()
    assert (row.state, row.leaves_at) == ("waiting", dt.datetime(2026, 5, 21, 8, tzinfo=clock.PARIS))
    with clock.at(row.leaves_at):
        assert dispatch_due() == 1


def test_of_two_sendings_about_one_matter_the_second_finds_the_first(network, fede, lea):
    first, second = (frozen(fede, network, code="declare", choice=only(network.bare)) for _n in range(2))

    assert dispatch_due() == 1

    key = (network.bare.name, lea.email)
    assert (states(first)[key], states(second)[key]) == ("queued", "too_soon")


def test_something_else_is_no_reminder(network, fede, lea):
    for _n in range(4):
        frozen(fede, network, code="other", choice=only(network.bare))

    assert dispatch_due() == 1

    assert Mail.objects.get().kind == "rally.several"


def test_message_without_english_is_french_to_everybody(network, fede):
    make_person(network.bare, "sam@bare.example", language="en")
    draft = draft_of(network.edition, choice=only(network.bare))
    draft.message.subject_en = draft.message.text_en = ""
    send(fede, draft)

    dispatch_due()

    assert Mail.objects.get().language == "fr"


def test_who_reads_english_gets_english(network, fede):
    make_person(network.bare, "sam@bare.example", language="en")
    send(fede, draft_of(network.edition, choice=only(network.bare)))

    dispatch_due()

    mail = Mail.objects.get()
    assert (mail.language, mail.subject) == ("en", "Semaine nationale des Hlm 2026: 17\xa0days left to join")
    assert "/en/participer/" in mail.body_text
