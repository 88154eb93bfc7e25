"""The reads behind the registry: members, families, associations and their gaps."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from semainier.accounts.models import User
from semainier.core import clock
from semainier.organisations.models import Family, Organisation
from semainier.organisations.services.organisations import (
    archive_organisation,
    create_organisation,
    set_territory,
)
from semainier.staff.queries.registry import (
    EXPORT_HEADER,
    MemberFilters,
    associations,
    departments_of_association,
    families_with_counts,
    holders_of,
    member_lines,
    registered_members,
    territory_gaps,
)
from semainier.staff.tests.factories import make_members
from semainier.territories.models import Department

if TYPE_CHECKING:
    from collections.abc import Callable


def names(**filters: Any) -> list[str]:
    return [member.name for member in registered_members(MemberFilters(**filters))]


def make_association(name: str, departments: list[str], **fields: Any) -> Organisation:
    made = create_organisation(kind="regional", name=name, by=None, **fields)
    set_territory(association=made, departments=departments, by=None)
    return made


def test_only_members_are_registered(federation: Organisation, association: Organisation):
    assert names() == []

    make_members(2)

    assert names() == ["Logis 1", "Logis 2"]


def test_filters_narrow_together(org_a: Organisation, org_b: Organisation, alice: User):
    assert names(text="flandres", region="32", family="oph", people="none") == [org_b.name]
    assert names(text="flandres", region="75") == []
    assert names(family="oph", people="some") == [org_a.name]


def test_a_region_of_before_holds_no_member_of_today(org_a: Organisation):
    assert (names(region="75"), names(region="72")) == ([org_a.name], [])


def test_who_acted_once_does_not_count_as_people(org_a: Organisation, alice: User):
    alice.memberships.update(ended_at=clock.now())

    assert (names(people="some"), names(people="none")) == ([], [org_a.name])
    assert [member.has_people for member in registered_members(MemberFilters())] == [False]


def test_the_archive_and_the_rest_make_all(org_a: Organisation, org_b: Organisation):
    archive_organisation(organisation=org_b, by=None)

    assert (names(), names(archived=True)) == ([org_a.name], [org_b.name])


def test_an_export_has_a_cell_for_each_column(org_a: Organisation, org_b: Organisation):
    lines = list(member_lines(registered_members(MemberFilters())))

    assert [len(line) for line in lines] == [len(EXPORT_HEADER)] * 2
    cells = dict(zip(EXPORT_HEADER, lines[1], strict=True))
    assert (cells["siren"], cells["enseigne"], cells["region"], cells["departement"]) == (
        org_b.siren,
        org_b.name,
        "32",
        "59",
    )


def test_families_stand_in_their_order_with_active_members(org_a: Organisation, org_b: Organisation):
    Family.objects.create(code="esh", name="Entreprise", order=2)
    Family.objects.create(code="coop", name="Coopérative", order=1)
    archive_organisation(organisation=org_b, by=None)

    assert [(family.pk, family.members) for family in families_with_counts()] == [
        ("oph", 1),
        ("coop", 0),
        ("esh", 0),
    ]


def test_an_association_is_shown_with_its_departments_of_today(association: Organisation, regina: User):
    set_territory(association=association, departments=["33"], since=dt.date(2026, 5, 21), by=None)

    found = associations().get()

    assert [row.department_id for row in found.departments_today] == ["24", "33", "40", "47", "64"]
    assert found.people == 1


def test_an_archived_association_decides_for_nobody(association: Organisation, org_a: Organisation):
    archive_organisation(organisation=association, by=None)

    assert list(associations()) == []
    assert [department.pk for department in territory_gaps().uncovered] == ["33"]
    assert holders_of(["33"], None) == {}


def test_a_department_without_members_is_no_gap(association: Organisation):
    assert territory_gaps().uncovered == []

    create_organisation(name="Seul", department=Department.objects.get(code="75"), by=None)

    assert [department.pk for department in territory_gaps().uncovered] == ["75"]


def test_two_that_hold_the_same_are_told(association: Organisation):
    make_association("Autre", ["33", "64", "59"])

    assert [department.pk for department in territory_gaps().shared] == ["33", "64"]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (["33", "59"], {"Gironde": "AROSHA"}),
        (["59", "62"], {}),
        ([], {}),
        (["24", "40"], {"Dordogne": "AROSHA", "Landes": "AROSHA"}),
    ],
)
def test_holders_are_named(association: Organisation, asked: list[str], held: dict[str, str]):
    assert holders_of(asked, None) == held
    assert holders_of(asked, association) == {}


def test_reads_cost_what_they_say(
    association: Organisation, org_a: Organisation, org_b: Organisation, django_assert_num_queries: Any
):
    reads: dict[Callable[[], Any], int] = {
        lambda: list(registered_members(MemberFilters(family="oph"))): 1,
        lambda: list(registered_members(MemberFilters(region="75"))): 2,
        lambda: list(member_lines(registered_members(MemberFilters()))): 2,
        lambda: list(families_with_counts()): 1,
        lambda: list(associations()): 2,
        territory_gaps: 2,
        lambda: holders_of(["33"], None): 1,
        lambda: departments_of_association(association): 1,
    }
    for read, queries in reads.items():
        with django_assert_num_queries(queries):
            read()
