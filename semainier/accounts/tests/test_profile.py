"""A person's own page, the export of her data and her erasure."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User

ClientOf = Callable[[User], Client]


def test_profile_is_saved(client_of: ClientOf, alice: User) -> None:
    data = {"name": "Alice Dupont", "phone": "01 99 00 12 34", "language": "en"}

    response = client_of(alice).post(reverse("accounts:profile"), data)

    alice.refresh_from_db()
    assert response.status_code == 302
    assert (alice.name, alice.phone, alice.language) == ("Alice Dupont", "01 99 00 12 34", "en")


def test_profile_keeps_what_was_typed(client_of: ClientOf, alice: User) -> None:
    response = client_of(alice).post(
        reverse("accounts:profile"), {"name": "A" * 300, "phone": "", "language": "fr"}
    )

    assert response.status_code == 200
    assert "A" * 300 in response.content.decode()


def test_personal_data_export_holds_every_app(client_of: ClientOf, alice: User) -> None:
    data = client_of(alice).get(reverse("accounts:personal_data_export")).json()

    assert data["person"]["email"] == alice.email
    assert data["organisations"]["memberships"][0]["role"] == "referent"


@pytest.mark.parametrize(
    "name", ["accounts:profile", "accounts:personal_data_export", "accounts:profile_erase"]
)
def test_pages_need_a_session(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
