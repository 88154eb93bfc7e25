"""Taking a commitment back."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, Edition
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]
SIGNED = {"signer_role": "Référente", "accepted": "on", "version": "1"}


def url(organisation: Organisation, edition: Edition, name: str = "commitment_sign") -> str:
    return reverse(f"campaigns:{name}", args=[organisation.pk, edition.slug])


def test_commitment_withdraw_asks_then_acts(
    client_of: ClientOf, committed: Edition, alice: User, org_a: Organisation
) -> None:
    client = client_of(alice)
    page = url(org_a, committed, "commitment_withdraw")

    assert client.get(page).status_code == 200
    assert Commitment.objects.get().withdrawn_at is None
    client.post(page)

    assert Commitment.objects.get().withdrawn_at is not None


def test_commitment_withdraw_without_one_says_so(
    client_of: ClientOf, alice: User, org_a: Organisation, edition: Edition
) -> None:
    response = client_of(alice).post(url(org_a, edition, "commitment_withdraw"))

    assert response["X-Error-Code"] == "commitment.none"
