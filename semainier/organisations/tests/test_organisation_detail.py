"""An organisation's own pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation, Membership, Organisation
from semainier.organisations.services.people import add_member, invite_person

ClientOf = Callable[[User], Client]


def page(name: str, *args: int) -> str:
    return reverse(f"organisations:{name}", args=args)


def test_people_and_particulars_are_shown(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    text = client_of(alice).get(page("organisation_detail", org_a.pk)).content.decode()

    assert "Bob" in text
    assert org_a.siren in text
    assert "AROSHA" in text
    assert "[undefined" not in text


@pytest.mark.parametrize("more", [0, 2])
def test_cost_does_not_grow_with_people(
    client_of: ClientOf, alice: User, org_a: Organisation, more: int, django_assert_num_queries: object
) -> None:
    for number in range(more):
        user = User.objects.create(email=f"p{number}@a.example")
        add_member(organisation=org_a, user=user, role="communicator", by=None)
    client = client_of(alice)

    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(page("organisation_detail", org_a.pk))


@pytest.mark.parametrize("name", ["organisation_detail", "organisation_edit", "person_invite"])
def test_stranger_may_not_know(client_of: ClientOf, charlie: User, org_a: Organisation, name: str) -> None:
    assert client_of(charlie).get(page(name, org_a.pk)).status_code == 404


@pytest.mark.parametrize("name", ["organisation_edit", "person_invite"])
def test_communicator_may_see_but_not_manage(
    client_of: ClientOf, bob: User, org_a: Organisation, name: str
) -> None:
    assert client_of(bob).get(page(name, org_a.pk)).status_code == 403


def test_organisation_edit_saves(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    data = {
        "name": org_a.name,
        "address": "1 quai de la Garonne",
        "postcode": "33310",
        "city": "Lormont",
        "website": "deux-rives.example",
    }

    response = client_of(alice).post(page("organisation_edit", org_a.pk), data)

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
        page("organisation_edit", org_a.pk), {"name": "", "address": "rue sans nom"}
    )

    assert response.status_code == 200
    assert "rue sans nom" in response.content.decode()


def test_person_invite_sends_a_mail(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    client_of(alice).post(
        page("person_invite", org_a.pk), {"email": "a@b.example", "name": "A", "role": "communicator"}
    )

    assert Invitation.objects.get().role == "communicator"
    assert Mail.objects.get().recipient_email == "a@b.example"


def test_person_invite_refuses_a_role_of_another_place(
    client_of: ClientOf, alice: User, org_a: Organisation
) -> None:
    response = client_of(alice).post(
        page("person_invite", org_a.pk), {"email": "a@b.example", "role": "head"}
    )

    assert response.status_code == 200
    assert not Invitation.objects.exists()


def test_invitation_revoke_stops_the_link(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    invitation, _token = invite_person(organisation=org_a, email="a@b.example", role="communicator", by=alice)

    client_of(alice).post(page("invitation_revoke", org_a.pk, invitation.pk))

    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_invitation_of_another_organisation_is_not_found(
    client_of: ClientOf, alice: User, org_a: Organisation, org_b: Organisation
) -> None:
    invitation, _token = invite_person(organisation=org_b, email="a@b.example", role="communicator", by=None)

    assert client_of(alice).post(page("invitation_revoke", org_a.pk, invitation.pk)).status_code == 404


def test_membership_end_asks_then_acts(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    url = page("membership_end", org_a.pk, bob.memberships.get().pk)
    client = client_of(alice)

    assert "Bob" in client.get(url).content.decode()
    client.post(url)

    assert not Membership.objects.filter(user=bob, ended_at__isnull=True).exists()
