"""Somebody leaves: the successor is invited, and takes over by accepting."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.core.errors import Conflict, DomainError
from semainier.organisations.models import Invitation, Membership, Organisation
from semainier.organisations.services.people import accept_invitation, end_membership, hand_over

ClientOf = Callable[[User], Client]
SUCCESSOR = {"name": "Nine Roux", "email": "nine@deux-rives.example"}


def url(membership: Membership) -> str:
    return reverse("organisations:membership_hand_over", args=[membership.organisation_id, membership.pk])


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_successor_takes_over_by_accepting(client_of: ClientOf, alice: User) -> None:
    client_of(alice).post(url(membership_of(alice)), SUCCESSOR)
    assert membership_of(alice).ended_at is None

    accept_invitation(invitation=Invitation.objects.get())

    standing = Membership.objects.filter(ended_at__isnull=True)
    assert [(m.user.email, m.role) for m in standing] == [("nine@deux-rives.example", "referent")]
    assert AuditEntry.objects.filter(verb="membership.ended").count() == 1


def test_accepting_twice_ends_nothing_else(alice: User, bob: User) -> None:
    invitation = hand_over(membership=membership_of(alice), by=alice, **SUCCESSOR)
    accept_invitation(invitation=invitation)

    accept_invitation(invitation=invitation)

    assert Membership.objects.filter(ended_at__isnull=True).count() == 2  # Bob and the successor


def test_last_head_can_hand_over(fede: User) -> None:
    invitation = hand_over(membership=membership_of(fede), by=fede, **SUCCESSOR)

    accept_invitation(invitation=invitation)

    assert membership_of(fede).ended_at is not None


def test_same_address_is_refused(alice: User) -> None:
    with pytest.raises(DomainError) as refused:
        hand_over(membership=membership_of(alice), email=alice.email.upper(), name="Alice", by=alice)

    assert refused.value.code == "membership.same_person"


def test_ended_membership_is_not_handed_over(alice: User, bob: User) -> None:
    gone = end_membership(membership=membership_of(bob), by=alice)

    with pytest.raises(Conflict) as refused:
        hand_over(membership=gone, by=alice, **SUCCESSOR)

    assert refused.value.code == "membership.ended"


def test_page_keeps_what_was_typed(client_of: ClientOf, alice: User) -> None:
    page = client_of(alice).post(url(membership_of(alice)), {"name": "Nine Roux", "email": "nine"})

    assert page.status_code == 200
    assert "Nine Roux" in page.content.decode()
    assert not Invitation.objects.exists()


def test_communicator_may_not(client_of: ClientOf, alice: User, bob: User) -> None:
    assert client_of(bob).post(url(membership_of(alice)), SUCCESSOR).status_code == 403


def test_stranger_may_not_know(client_of: ClientOf, alice: User, charlie: User) -> None:
    assert client_of(charlie).get(url(membership_of(alice))).status_code == 404


def test_leaving_as_the_last_proposes_a_successor(
    client_of: ClientOf, alice: User, org_a: Organisation
) -> None:
    leave = reverse("organisations:membership_end", args=[org_a.pk, membership_of(alice).pk])

    page = client_of(alice).get(leave).content.decode()

    assert url(membership_of(alice)) in page
