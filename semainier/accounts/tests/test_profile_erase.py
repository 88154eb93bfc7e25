"""A person is forgotten; what she did stays."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Membership

ClientOf = Callable[[User], Client]


def test_profile_erase_asks_first(client_of: ClientOf, alice: User) -> None:
    response = client_of(alice).get(reverse("accounts:profile_erase"))

    alice.refresh_from_db()
    assert response.status_code == 200
    assert alice.erased_at is None


def test_profile_erase_forgets_the_person(client_of: ClientOf, alice: User) -> None:
    client = client_of(alice)

    client.post(reverse("accounts:profile_erase"))

    alice.refresh_from_db()
    assert (alice.is_active, alice.phone, alice.email.endswith("@invalid.example")) == (False, "", True)
    assert not Membership.objects.filter(user=alice, ended_at__isnull=True).exists()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_erased_person_leaves_commitments_and_their_date(
    client_of: ClientOf, committed: object, alice: User
) -> None:
    client_of(alice).post(reverse("accounts:profile_erase"))

    from semainier.campaigns.models import Commitment  # noqa: PLC0415 -- an upper app, read for its statistics

    commitment = Commitment.objects.get()
    assert commitment.withdrawn_at is None
    assert "Alice" not in commitment.signer_name


def test_last_person_of_the_head_office_is_not_erased(client_of: ClientOf, fede: User) -> None:
    response = client_of(fede).post(reverse("accounts:profile_erase"))

    fede.refresh_from_db()
    assert (response.status_code, response["X-Error-Code"]) == (409, "membership.last_head")
    assert fede.is_active
