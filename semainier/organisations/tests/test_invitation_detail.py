"""An invitation: its link shows, its button acts, it expires."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation, Membership, Organisation
from semainier.organisations.services.people import invite_person, revoke_invitation
from semainier.organisations.tokens import token_hash


@pytest.fixture
def token(org_a: Organisation, fede: User) -> str:
    return invite_person(
        organisation=org_a, email="neuf@deux-rives.example", role="referent", by=fede, name="Nine"
    )[1]


def url(token: str, name: str = "organisations:invitation_detail") -> str:
    return reverse(name, args=[token])


def test_mail_holds_the_link_and_the_base_only_its_hash(token: str) -> None:
    mail = Mail.objects.get(kind="invitation")

    assert url(token) in mail.body_text
    assert mail.is_sensitive
    assert Invitation.objects.get().token_hash == token_hash(token)


def test_opening_the_link_changes_nothing(client: Client, token: str) -> None:
    page = client.get(url(token))

    assert page.status_code == 200
    assert "Habitat des Deux-Rives" in page.content.decode()
    assert not User.objects.filter(email="neuf@deux-rives.example").exists()


def test_button_makes_the_person_act_and_sends_a_code(
    client: Client, token: str, org_a: Organisation
) -> None:
    response = client.post(url(token, "organisations:invitation_accept"))

    membership = Membership.objects.get(user__email="neuf@deux-rives.example")
    assert (membership.organisation, membership.role, membership.user.name) == (org_a, "referent", "Nine")
    assert response["Location"].startswith(reverse("account_confirm_login_code"))
    assert re.search(r"[A-Z0-9]{3}", Mail.objects.get(kind="sign_in_code").body_text)


def test_second_press_makes_no_second_membership(client: Client, token: str) -> None:
    client.post(url(token, "organisations:invitation_accept"))
    Client().post(url(token, "organisations:invitation_accept"))

    assert Membership.objects.filter(user__email="neuf@deux-rives.example").count() == 1


def test_accepted_invitation_leads_to_sign_in(client: Client, token: str) -> None:
    Client().post(url(token, "organisations:invitation_accept"))

    assert reverse("account_login") in client.get(url(token)).content.decode()


def test_expired_link_says_so(client: Client, token: str, frozen_clock: dt.datetime) -> None:
    with clock.at(frozen_clock + dt.timedelta(days=31)):
        response = client.get(url(token))

    assert (response.status_code, response["X-Error-Code"]) == (409, "invitation.expired")


def test_revoked_link_says_so(client: Client, token: str, fede: User) -> None:
    revoke_invitation(invitation=Invitation.objects.get(), by=fede)

    assert client.post(url(token, "organisations:invitation_accept"))["X-Error-Code"] == "invitation.revoked"


def test_newer_invitation_replaces_the_older(
    client: Client, token: str, org_a: Organisation, fede: User
) -> None:
    invite_person(organisation=org_a, email="NEUF@deux-rives.example", role="referent", by=fede)

    assert client.get(url(token))["X-Error-Code"] == "invitation.revoked"


def test_wrong_link_is_not_found(client: Client, db: None) -> None:
    assert client.get(url("nonsense")).status_code == 404


def test_accepting_needs_post(client: Client, token: str) -> None:
    assert client.get(url(token, "organisations:invitation_accept")).status_code == 405
