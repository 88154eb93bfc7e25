"""A person stops acting for an organisation."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Membership, Organisation

ClientOf = Callable[[User], Client]


def page(name: str, *args: int) -> str:
    return reverse(name, args=args)


def test_membership_end_asks_then_acts(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    url = page("organisations:membership_end", org_a.pk, bob.memberships.get().pk)
    client = client_of(alice)

    assert "Bob" in client.get(url).content.decode()
    client.post(url)

    assert not Membership.objects.filter(user=bob, ended_at__isnull=True).exists()


def test_membership_end_of_oneself_leads_back_to_the_space(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    url = page("organisations:membership_end", org_a.pk, alice.memberships.get().pk)

    assert client_of(alice).post(url)["Location"] == reverse("home:space")


def test_membership_end_needs_the_right(
    client_of: ClientOf, alice: User, bob: User, org_a: Organisation
) -> None:
    url = page("organisations:membership_end", org_a.pk, alice.memberships.get().pk)

    assert client_of(bob).post(url).status_code == 403
    assert Membership.objects.filter(user=alice, ended_at__isnull=True).exists()
