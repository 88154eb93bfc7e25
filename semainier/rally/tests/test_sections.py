"""The links of a mail: personal, in its language, made only when the message uses them."""

import pytest

from semainier.campaigns.invitations import invited_by_token
from semainier.core import clock
from semainier.events.services.outcomes import event_by_outcome_token
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation
from semainier.organisations.queries import invitation_by_token
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import (
    commit,
    draft_of,
    frozen,
    list_all,
    listed,
    make_event,
    make_member,
    make_person,
    only,
    send,
)


def mail_to(network, fede, organisation, code="commit", **changed):
    draft = draft_of(network.edition, code, choice=only(organisation))
    for name, value in changed.items():
        setattr(draft.message, name, value)
    send(fede, draft)
    dispatch_due()
    return Mail.objects.get()


def token_in(mail, word):
    return mail.body_text.partition(f"/{word}/")[2].partition("/")[0]


def test_link_to_join_knows_person_and_organisation(network, fede, alice):
    mail = mail_to(network, fede, network.a)

    assert invited_by_token(token_in(mail, "participer")) == (listed(network.edition, network.a), alice)
    assert not mail.is_sensitive


def test_link_of_a_mailbox_names_the_referent(network, fede):
    mail = mail_to(network, fede, network.box)

    invitation = invitation_by_token(token_in(mail, "invitation"))
    assert (invitation.organisation, invitation.role, invitation.invited_by) == (
        network.box,
        "referent",
        fede,
    )


def test_no_invitation_is_made_for_a_message_without_its_link(network, fede):
    mail_to(network, fede, network.box, text="Bonjour", subject_en="", text_en="")

    assert not Invitation.objects.exists()


def test_mailbox_shared_by_two_is_invited_for_both_in_one_mail(network, fede):
    twin = make_member("Logis Jumeau", email="accueil@boite.example")
    list_all(network.edition, [twin])
    frozen(fede, network, choice=only(network.box, twin))
    dispatch_due()

    mail = Mail.objects.get()
    assert mail.body_text.count("/invitation/") == 2
    assert set(Invitation.objects.values_list("organisation", flat=True)) == {network.box.pk, twin.pk}


def test_link_to_declare_leads_to_the_form(network, fede):
    commit(network.edition, network.small)
    make_person(network.small, "lea@petit.example")

    mail = mail_to(network, fede, network.small, "declare")

    assert f"/espace/evenements/nouveau/{network.small.pk}/{network.edition.slug}/" in mail.body_text


def test_links_to_tell_how_it_went_open_their_events(network, fede):
    make_person(network.bare, "lea@logis.example")
    events = [
        make_event(
            network.edition, network.bare, "published", title=title, starts_at=clock.now().replace(day=18)
        )
        for title in ("Bal", "Visite")
    ]

    mail = mail_to(network, fede, network.bare, "outcome")

    links = [
        line.strip("/").rpartition("/")[2] for line in mail.body_text.splitlines() if "/resultat/" in line
    ]
    assert [event_by_outcome_token(link) for link in links] == events
    assert mail.is_sensitive


@pytest.mark.parametrize(
    ("language", "prefix"),
    [("fr", "http://localhost:8000/participer/"), ("en", "http://localhost:8000/en/participer/")],
)
def test_links_are_in_the_language_of_the_mail(network, fede, language, prefix):
    make_person(network.bare, "sam@bare.example", language=language)

    assert prefix in mail_to(network, fede, network.bare).body_text


def test_mail_may_be_left_and_says_how(network, fede):
    mail = mail_to(network, fede, network.a)

    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Relances de la semaine" in mail.body_text


def test_braces_in_a_name_are_left_as_they_are(network, fede, alice):
    alice.name = "{edition}"
    alice.save()

    assert "Bonjour {edition}," in mail_to(network, fede, network.a).body_text
