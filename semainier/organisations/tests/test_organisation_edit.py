"""An organisation changes what it says of itself."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]


def page(name: str, *args: int) -> str:
    return reverse(name, args=args)


def test_organisation_edit_saves(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    data = {
        "name": org_a.name,
        "address": "1 quai de la Garonne",
        "postcode": "33310",
        "city": "Lormont",
        "website": "deux-rives.example",
    }

    response = client_of(alice).post(page("organisations:organisation_edit", org_a.pk), data)

    org_a.refresh_from_db()
    assert response.status_code == 302
    assert (org_a.address, org_a.website, org_a.email) == (
        "1 quai de la Garonne",
        "https://deux-rives.example",
        "",
    )


def test_organisation_edit_keeps_what_was_typed(
    client_of: ClientOf, alice: User, org_a: Organisation
) -> None:
    response = client_of(alice).post(
        page("organisations:organisation_edit", org_a.pk), {"name": "", "address": "rue sans nom"}
    )

    assert response.status_code == 200
    assert "rue sans nom" in response.content.decode()
