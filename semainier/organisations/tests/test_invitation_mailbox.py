"""An invitation that reaches an organisation's mailbox: whoever answers names the referent."""

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core.errors import Conflict
from semainier.mailings.models import Mail
from semainier.organisations.models import Invitation, Membership, Organisation
from semainier.organisations.services.people import invite_person, name_referent, revoke_invitation

MAILBOX = "contact@deux-rives.example"


@pytest.fixture
def token(org_a: Organisation, fede: User) -> str:
    return invite_person(organisation=org_a, email=MAILBOX, role="referent", by=fede)[1]


def accept(token: str) -> str:
    return reverse("organisations:invitation_accept", args=[token])


def test_page_asks_who_will_follow_the_week(client: Client, token: str) -> None:
    page = client.get(reverse("organisations:invitation_detail", args=[token])).content.decode()

    assert 'name="name"' in page
    assert 'name="email"' in page
    assert "[undefined" not in page


def test_colleague_who_is_named_receives_an_own_link(client: Client, token: str, org_a: Organisation) -> None:
    response = client.post(accept(token), {"name": "Nine Roux", "email": "nine@deux-rives.example"})

    own = Invitation.objects.get(email="nine@deux-rives.example")
    assert response["Location"] == reverse("organisations:invitation_detail", args=[token])
    assert (own.organisation, own.role, own.name, own.accepted_at) == (org_a, "referent", "Nine Roux", None)
    assert Mail.objects.filter(kind="invitation", recipient_email="nine@deux-rives.example").count() == 1
    assert not Membership.objects.filter(organisation=org_a).exists()


def test_reader_of_the_mailbox_becomes_the_referent_by_a_code(client: Client, token: str) -> None:
    response = client.post(accept(token), {"name": "Accueil", "email": MAILBOX.upper()})

    membership = Membership.objects.get(user__email=MAILBOX)
    assert (membership.role, membership.user.name) == ("referent", "Accueil")
    assert response["Location"].startswith(reverse("account_confirm_login_code"))


def test_wrong_address_keeps_what_was_typed(client: Client, token: str) -> None:
    page = client.post(accept(token), {"name": "Nine Roux", "email": "nine"})

    assert page.status_code == 200
    assert "Nine Roux" in page.content.decode()
    assert Invitation.objects.count() == 1


def test_answered_invitation_says_so(client: Client, token: str) -> None:
    client.post(accept(token), {"name": "Nine", "email": "nine@deux-rives.example"})

    page = client.get(reverse("organisations:invitation_detail", args=[token])).content.decode()

    assert 'name="email"' not in page
    assert "a reçu son propre lien" in page


def test_withdrawn_link_names_nobody(token: str) -> None:
    invitation = Invitation.objects.get()
    revoke_invitation(invitation=invitation, by=User.objects.get())

    with pytest.raises(Conflict, match="remplacée ou reprise"):
        name_referent(invitation=invitation, name="Nine", email="nine@deux-rives.example")


def test_invitation_of_a_person_at_the_mailbox_asks_for_no_name(org_a: Organisation, fede: User) -> None:
    invitation, _token = invite_person(
        organisation=org_a, email=MAILBOX, role="referent", by=fede, name="Nine"
    )

    assert not invitation.is_to_mailbox
