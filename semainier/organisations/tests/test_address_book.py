"""Whose an address is, and who may know."""

import pytest
from django.db.models import Q

from semainier.core.permissions import Permission
from semainier.mailings.address_book import Holder, books, holders_of, named, reached_by
from semainier.mailings.models import Address
from semainier.mailings.tests.factories import make_address
from semainier.organisations.address_book import BOOK, holders, within
from semainier.organisations.services.organisations import archive_organisation
from semainier.organisations.services.people import (
    add_member,
    end_membership,
    invite_person,
    revoke_invitation,
)


def _found(condition: Q) -> set[str]:
    return set(Address.objects.filter(condition).values_list("email", flat=True))


def test_book_is_registered():
    assert books == [BOOK]


def test_holders_are_the_organisations_by_name(org_a, org_b, alice, django_assert_num_queries):
    add_member(organisation=org_b, user=alice, role="referent", by=None)

    with django_assert_num_queries(3):
        found = holders([alice.email, org_b.email, "nobody@x.example"])

    a = Holder("Habitat des Deux-Rives", f"/espace/organismes/{org_a.pk}/")
    b = Holder("Le Toit des Flandres", f"/espace/organismes/{org_b.pk}/")
    assert found == {alice.email: [a, b], org_b.email: [b]}
    assert holders_of(["nobody@x.example"]) == {"nobody@x.example": []}


def test_holder_is_named_once(org_a, alice):
    invite_person(organisation=org_a, email=alice.email.upper(), role="communicator", by=alice)

    assert [holder.name for holder in holders([alice.email])[alice.email]] == ["Habitat des Deux-Rives"]


def test_who_left_is_nobodys(org_a, alice):
    end_membership(membership=alice.memberships.get(), by=alice)

    assert holders([alice.email]) == {}


def test_invitation_counts_until_it_is_taken_back(org_a, alice):
    invitation, _secret = invite_person(
        organisation=org_a, email="New@a.example", role="communicator", by=alice
    )
    assert list(holders(["new@a.example"])) == ["new@a.example"]

    revoke_invitation(invitation=invitation, by=alice)

    assert holders(["new@a.example"]) == {}


def test_reach_is_that_of_the_permission(alice, charlie, fede, regina):
    all_of_them = {make_address(email).email for email in (alice.email, charlie.email, "stray@x.example")}

    reached = [_found(reached_by(user, Permission.RALLY_SEND)) for user in (fede, regina, alice, charlie)]

    assert reached == [all_of_them, {alice.email}, set(), set()]


def test_head_reaches_all_by_none(fede, regina):
    assert within(fede, Permission.RALLY_SEND) is None
    assert len(within(regina, Permission.RALLY_SEND)) == 3


@pytest.mark.parametrize(("text", "expected"), [("flandres", 2), ("TOIT lille", 2), ("rives", 0), ("", 2)])
def test_names_lead_to_addresses(org_b, charlie, text, expected):
    make_address(charlie.email)
    make_address(org_b.email)

    assert len(_found(named(text))) == expected


def test_archived_organisation_is_still_named(org_a, alice, fede):
    archive_organisation(organisation=org_a, by=fede)

    assert [holder.name for holder in holders([org_a.email])[org_a.email]] == ["Habitat des Deux-Rives"]
