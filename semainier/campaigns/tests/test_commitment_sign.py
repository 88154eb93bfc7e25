"""Joining an edition by accepting its charter."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]
SIGNED = {"signer_role": "Référente", "accepted": "on", "version": "1"}


def url(organisation: Organisation, edition: Edition, name: str = "commitment_sign") -> str:
    return reverse(f"campaigns:{name}", args=[organisation.pk, edition.slug])


def test_page_shows_the_charter(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    page = client_of(alice).get(url(org_a, edition)).content.decode()

    assert "Nous ouvrons nos portes." in page
    assert "[undefined" not in page


def test_referent_signs(client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition) -> None:
    client_of(alice).post(url(org_a, edition), SIGNED)

    commitment = Commitment.objects.get()
    assert (commitment.organisation, commitment.signed_by, commitment.signer_role) == (
        org_a,
        alice,
        "Référente",
    )


def test_box_must_be_ticked_and_nothing_is_lost(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    response = client_of(alice).post(
        url(org_a, edition), {"signer_role": "Directrice générale", "version": "1"}
    )

    assert response.status_code == 200
    assert "Directrice générale" in response.content.decode()
    assert not Commitment.objects.exists()


def test_communicator_reads_but_does_not_sign(
    client_of: ClientOf, bob: User, org_a: Organisation, edition: Edition
) -> None:
    client = client_of(bob)

    assert client.get(url(org_a, edition)).status_code == 200
    assert client.post(url(org_a, edition), SIGNED).status_code == 403
    assert not Commitment.objects.exists()


def test_stranger_may_not_know(
    client_of: ClientOf, charlie: User, org_a: Organisation, edition: Edition
) -> None:
    assert client_of(charlie).get(url(org_a, edition)).status_code == 404
    assert client_of(charlie).post(url(org_a, edition), SIGNED).status_code == 404


def test_counting_edition_takes_no_commitment(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)

    response = client_of(alice).post(url(org_a, edition), SIGNED)

    assert (response.status_code, response["X-Error-Code"]) == (409, "edition.phase")


@pytest.mark.parametrize("language", ["", "/en"])
def test_identity_css_sets_six_tokens(client: Client, edition: Edition, language: str) -> None:
    response = client.get(f"{language}/{edition.slug}/identite.css")

    assert response["Content-Type"].startswith("text/css")
    assert response.content.decode().count("--") == 12


def test_plans_and_help_are_kept_with_the_commitment(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    more = {"planned_kinds": ["visit", "debate"], "planned_words": "Un chantier", "needs": ["no_officer"]}

    client_of(alice).post(url(org_a, edition), {**SIGNED, **more})

    commitment = Commitment.objects.get()
    assert (commitment.planned_kinds, commitment.planned_words) == (["visit", "debate"], "Un chantier")
    assert [request.need for request in org_a.help_requests.all()] == ["no_officer"]


def test_unknown_kind_is_refused(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    page = client_of(alice).post(url(org_a, edition), {**SIGNED, "planned_kinds": ["banquet"]})

    assert page.status_code == 200
    assert not Commitment.objects.exists()
