"""Who may do what on which organisation: role × organisation, and the door."""

import datetime as dt

import pytest
from django.http import Http404

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.errors import Forbidden
from semainier.core.permissions import Permission as P
from semainier.core.roles import ROLES
from semainier.organisations.access import get_organisation, has_permission, reach_of
from semainier.organisations.models import AssociationTerritory, Organisation
from semainier.organisations.services.people import add_member, end_membership

Cast = dict[str, User]


@pytest.fixture
def cast(alice: User, bob: User, charlie: User, regina: User, fede: User) -> Cast:
    return {"referent": alice, "communicator": bob, "stranger": charlie, "coordinator": regina, "head": fede}


@pytest.mark.parametrize("permission", list(P))
@pytest.mark.parametrize("role", ["referent", "communicator", "coordinator", "head"])
def test_each_role_holds_its_permissions_for_organisation_a(
    cast: Cast, org_a: Organisation, role: str, permission: P
) -> None:
    assert has_permission(cast[role], permission, organisation=org_a) == (
        permission in ROLES[role].permissions
    )


@pytest.mark.parametrize("permission", list(P))
def test_another_organisations_referent_holds_nothing_for_a(
    cast: Cast, org_a: Organisation, permission: P
) -> None:
    assert not has_permission(cast["stranger"], permission, organisation=org_a)


@pytest.mark.parametrize("role", ["referent", "communicator", "coordinator"])
def test_nobody_but_the_head_reaches_outside_its_territory(
    cast: Cast, org_b: Organisation, role: str
) -> None:
    assert not has_permission(cast[role], P.SPACE_VIEW, organisation=org_b)
    assert has_permission(cast["head"], P.SPACE_VIEW, organisation=org_b)


def test_without_organisation_the_question_is_about_the_federation(cast: Cast) -> None:
    assert has_permission(cast["head"], P.EDITION_MANAGE)
    assert not has_permission(cast["coordinator"], P.EVENT_MODERATE)


def test_unsaved_organisation_is_a_wrong_context(fede: User) -> None:
    with pytest.raises(ValueError, match="not saved"):
        has_permission(fede, P.SPACE_VIEW, organisation=Organisation(name="?"))


def test_coordinator_reaches_her_territory_only_on_its_days(
    regina: User, association: Organisation, org_a: Organisation
) -> None:
    AssociationTerritory.objects.filter(association=association).update(valid_to=dt.date(2026, 5, 19))

    assert not has_permission(User.objects.get(pk=regina.pk), P.EVENT_MODERATE, organisation=org_a)
    with clock.at(dt.datetime(2026, 5, 19, 12, 0, tzinfo=clock.PARIS)):
        assert has_permission(User.objects.get(pk=regina.pk), P.EVENT_MODERATE, organisation=org_a)


def test_ended_membership_gives_nothing(alice: User, org_a: Organisation, fede: User) -> None:
    end_membership(membership=alice.memberships.get(), by=fede)

    assert not reach_of(User.objects.get(pk=alice.pk), P.SPACE_VIEW)


def test_role_held_in_the_wrong_kind_of_organisation_gives_nothing(org_a: Organisation) -> None:
    user = User.objects.create(email="odd@one.example")
    add_member(organisation=org_a, user=user, role="head", by=None)

    assert not reach_of(user, P.EDITION_MANAGE)


def test_person_acting_for_two_organisations_reaches_both(
    alice: User, org_a: Organisation, org_b: Organisation
) -> None:
    add_member(organisation=org_b, user=alice, role="communicator", by=None)

    assert reach_of(alice, P.EVENT_DECLARE).organisations == {org_a.pk, org_b.pk}
    assert reach_of(alice, P.COMMITMENT_SIGN).organisations == {org_a.pk}


def test_door_answers_404_to_who_may_not_know(charlie: User, org_a: Organisation) -> None:
    with pytest.raises(Http404):
        get_organisation(charlie, org_a.pk, P.SPACE_VIEW)


def test_door_answers_403_to_who_may_see_but_not_do(bob: User, org_a: Organisation) -> None:
    with pytest.raises(Forbidden) as refusal:
        get_organisation(bob, org_a.pk, P.COMMITMENT_SIGN)

    assert (refusal.value.code, refusal.value.status) == ("organisation.forbidden", 403)


def test_reach_costs_two_queries_once(regina: User, django_assert_num_queries: object) -> None:
    user = User.objects.get(pk=regina.pk)

    with django_assert_num_queries(2):  # type: ignore[operator]
        reach_of(user, P.EVENT_MODERATE)
        reach_of(user, P.SPACE_VIEW)


def test_list_within_a_reach_agrees_with_the_single_question(
    cast: Cast, org_a: Organisation, org_b: Organisation
) -> None:
    for user in cast.values():
        reach = reach_of(user, P.SPACE_VIEW)
        listed = set(Organisation.objects.within(reach).filter(pk__in=[org_a.pk, org_b.pk]))

        assert listed == {o for o in (org_a, org_b) if reach.covers(o)}
