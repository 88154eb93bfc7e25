"""The link of an invitation to join: it opens a page; its button marks it opened and leads to the charter."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.invitations import invitation_token, invited_by_token
from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.services.members import invite_to_edition, list_members
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]


@pytest.fixture
def listed(edition: Edition, org_a: Organisation) -> ListedMember:
    list_members(edition=edition, organisations=[org_a], listed_on=dt.date(2026, 1, 1), by=None)
    return ListedMember.objects.get()


def url(listed: ListedMember, user: User, name: str = "campaigns:edition_invitation") -> str:
    return reverse(name, args=[invitation_token(listed, user)])


def test_mail_leads_to_the_page_of_its_person(client: Client, listed: ListedMember, alice: User) -> None:
    invite_to_edition(listed=listed, by=None)

    path = re.search(r"/participer/\S+", Mail.objects.get(kind="edition.invitation").body_text)

    assert path is not None
    assert path[0] == url(listed, alice)
    assert "Habitat des Deux-Rives" in client.get(path[0]).content.decode()


def test_opening_the_page_marks_nothing(client: Client, listed: ListedMember, alice: User) -> None:
    client.get(url(listed, alice))

    listed.refresh_from_db()
    assert listed.opened_at is None
    assert not Mail.objects.filter(kind="sign_in_code").exists()


def test_button_marks_it_opened_and_sends_a_code(client: Client, listed: ListedMember, alice: User) -> None:
    response = client.post(url(listed, alice, "campaigns:edition_invitation_open"))

    listed.refresh_from_db()
    assert listed.opened_at == clock.now()
    assert response["Location"].startswith(reverse("account_confirm_login_code"))
    assert Mail.objects.get(kind="sign_in_code").recipient_email == alice.email


def test_who_is_signed_in_goes_straight_to_the_charter(
    client_of: ClientOf, listed: ListedMember, alice: User
) -> None:
    response = client_of(alice).post(url(listed, alice, "campaigns:edition_invitation_open"))

    charter = reverse("campaigns:commitment_sign", args=[listed.organisation_id, listed.edition.slug])
    assert response["Location"] == charter


def test_second_press_keeps_the_first_instant(client: Client, listed: ListedMember, alice: User) -> None:
    client.post(url(listed, alice, "campaigns:edition_invitation_open"))
    first = clock.now()
    with clock.at(first + dt.timedelta(days=1)):
        client.post(url(listed, alice, "campaigns:edition_invitation_open"))

    listed.refresh_from_db()
    assert listed.opened_at == first
    assert AuditEntry.objects.filter(verb="edition.invitation_opened").count() == 1


@pytest.mark.parametrize("name", ["campaigns:edition_invitation", "campaigns:edition_invitation_open"])
def test_wrong_secret_is_not_found(client: Client, db: None, name: str) -> None:
    address = reverse(name, args=["faux:secret"])

    assert (client.get if name == "campaigns:edition_invitation" else client.post)(address).status_code == 404


def test_closed_account_is_not_found(listed: ListedMember, alice: User) -> None:
    token = invitation_token(listed, alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert invited_by_token(token) is None
