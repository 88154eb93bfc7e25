"""Inviting somebody, and taking an invitation back."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation, Organisation
from semainier.organisations.services.people import invite_person

ClientOf = Callable[[User], Client]


def page(name: str, *args: int) -> str:
    return reverse(name, args=args)


def test_person_invite_sends_a_mail(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    client_of(alice).post(
        page("organisations:person_invite", org_a.pk),
        {"email": "a@b.example", "name": "A", "role": "communicator"},
    )

    assert Invitation.objects.get().role == "communicator"
    assert Mail.objects.get().recipient_email == "a@b.example"


def test_person_invite_refuses_a_role_of_another_place(
    client_of: ClientOf, alice: User, org_a: Organisation
) -> None:
    response = client_of(alice).post(
        page("organisations:person_invite", org_a.pk), {"email": "a@b.example", "role": "head"}
    )

    assert response.status_code == 200
    assert not Invitation.objects.exists()


def test_invitation_revoke_stops_the_link(client_of: ClientOf, alice: User, org_a: Organisation) -> None:
    invitation, _token = invite_person(organisation=org_a, email="a@b.example", role="communicator", by=alice)

    client_of(alice).post(page("organisations:invitation_revoke", org_a.pk, invitation.pk))

    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_invitation_of_another_organisation_is_not_found(
    client_of: ClientOf, alice: User, org_a: Organisation, org_b: Organisation
) -> None:
    invitation, _token = invite_person(organisation=org_b, email="a@b.example", role="communicator", by=None)

    assert (
        client_of(alice).post(page("organisations:invitation_revoke", org_a.pk, invitation.pk)).status_code
        == 404
    )
