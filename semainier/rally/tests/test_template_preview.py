"""A message as a real recipient reads it; a test to oneself."""

import datetime as dt

import pytest
from django.urls import reverse

from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation
from semainier.rally.models import Segment
from semainier.rally.tests.factories import make_event, make_person, make_template
from semainier.rally.tests.pages import page_of


def url(code="commit", page="preview"):
    return reverse(f"rally:template_{page}", args=[code])


def test_it_is_read_as_somebody_of_the_chosen_organisation(head, network, alice):
    response = head.get(url(), {"organisme": network.a.pk})

    shown = response.context["shown"]
    assert (shown.line.email, list(shown.letters)) == (alice.email, ["fr", "en"])
    assert "Bonjour Alice," in shown.letters["fr"].text
    assert "Dear Alice," in shown.letters["en"].text
    assert "Fede\nL’équipe de" in shown.letters["fr"].text
    assert "Tel que Habitat des Deux-Rives le lit" in page_of(response)


def test_no_secret_of_another_person_is_shown(head, network):
    letters = head.get(url(), {"organisme": network.a.pk}).context["shown"].letters
    mailbox = head.get(url(), {"organisme": network.box.pk}).context["shown"].letters

    assert "/participer/exemple/" in letters["fr"].text
    assert "/invitation/exemple/" in mailbox["fr"].text
    assert not Invitation.objects.exists()


def test_drafts_of_the_organisation_are_named(head, network):
    make_event(network.edition, network.small)

    letter = head.get(url("submit"), {"organisme": network.small.pk}).context["shown"].letters["fr"]

    assert "«\xa0Un jardin partagé\xa0», dimanche 7\xa0juin" in letter.text


def test_outcome_links_are_not_shown(head, network):
    make_event(
        network.edition, network.a, "published", starts_at=network.edition.created_at - dt.timedelta(days=2)
    )

    letter = head.get(url("outcome"), {"organisme": network.a.pk}).context["shown"].letters["fr"]

    assert "/resultat/exemple/" in letter.text


def test_recipients_are_found_in_a_segment_and_by_a_word(head, network):
    segment = Segment.objects.create(edition=network.edition, name="Sud", include={"regions": ["75"]})

    found = head.get(url(), {"segment": segment.pk, "q": "logis"}).context["found"]

    assert [listed.organisation.name for listed in found.members] == [
        "Logis Boîte",
        "Logis Nu",
        "Logis Petit",
    ]
    assert "Aucun organisme pour le lire" in page_of(head.get(url(), {"q": "xyz"}))


def test_unreachable_organisation_is_said(head, network):
    assert "personne à qui écrire" in page_of(head.get(url(), {"organisme": network.bare.pk}))


def test_coordinator_reads_it_for_her_territory_only(desk, network):
    assert desk.get(url(), {"organisme": network.a.pk}).status_code == 200
    assert desk.get(url(), {"organisme": network.b.pk}).status_code == 404
    assert "AROSHA" in desk.get(url(), {"organisme": network.a.pk}).context["shown"].letters["fr"].text


def test_test_goes_to_oneself_in_both_languages(head, network, fede):
    response = head.post(url(page="test"), {"organisme": network.a.pk}, follow=True)

    mails = Mail.objects.order_by("pk")
    assert {(mail.recipient_email, mail.kind, mail.topic) for mail in mails} == {
        (fede.email, "rally.test", "")
    }
    assert [mail.subject[:7] for mail in mails] == ["Essai\xa0:", "Test: S"]
    assert f"Un essai est parti à {fede.email}." in page_of(response)


@pytest.mark.parametrize("asked", [{}, {"organisme": "x"}, {"organisme": "999999"}])
def test_test_for_nobody_is_not_found(head, network, asked):
    assert head.post(url(page="test"), asked).status_code == 404
    assert not Mail.objects.exists()


@pytest.mark.parametrize("code", ["aucun", "999999", "9" * 30])
def test_message_that_does_not_exist_is_not_found(head, network, code):
    assert head.get(url(code)).status_code == 404


def test_own_message_may_be_changed_from_here(head, network):
    template = make_template()
    make_person(network.bare, "lea@logis.example")

    response = head.get(url(template.pk))

    assert reverse("rally:template_edit", args=[template.pk]) in response.content.decode()
