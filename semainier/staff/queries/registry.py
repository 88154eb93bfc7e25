"""Reads on the registry: members, regional associations, families."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from semainier.core import clock
from semainier.core.roles import Place
from semainier.organisations.imports import COLUMNS, row_of
from semainier.organisations.models import (
    AssociationTerritory,
    Family,
    Membership,
    Organisation,
    OrganisationQuerySet,
)
from semainier.territories.models import Department
from semainier.territories.queries import regions_by_department

EXPORT_HEADER = tuple(column.name for column in COLUMNS)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class MemberFilters:
    """What a reader of the registry may ask for; empty means all, and archived ones are apart."""

    text: str = ""
    family: str = ""
    region: str = ""
    people: str = ""  # "none": nobody acts for it; "some"
    archived: bool = False


@dataclass(frozen=True, slots=True)
class TerritoryGaps:
    """Departments with members for whom no association decides, and those that two hold."""

    uncovered: list[Department]
    shared: list[Department]


def registered_members(filters: MemberFilters) -> QuerySet[Organisation]:
    """Return the members that match, by name, with `has_people`. One query, two with a region."""
    members = Organisation.objects.members().matching(filters.text)
    members = members.filter(archived_at__isnull=not filters.archived)
    if filters.family:
        members = members.filter(family=None if filters.family == "-" else filters.family)
    if filters.region:
        regions = regions_by_department(clock.today())
        codes = [department for department, region in regions.items() if region.pk == filters.region]
        members = members.filter(department__in=codes)
    active = Membership.objects.filter(organisation=OuterRef("pk"), ended_at__isnull=True)
    if filters.people:
        members = members.filter(Exists(active) if filters.people == "some" else ~Exists(active))
    return members.annotate(has_people=Exists(active)).select_related("family", "department", "merged_into")


def member_lines(members: OrganisationQuerySet | QuerySet[Organisation]) -> Iterator[list[str]]:
    """Yield the lines of an export in the columns of the import. One query more; memory does not grow."""
    regions = regions_by_department(clock.today())
    for member in members.iterator(_CHUNK):
        region = regions.get(member.department_id or "")
        yield row_of(member, region.pk if region else "")


def families_with_counts() -> QuerySet[Family]:
    """Return the families in their order with the number of their active members. One query."""
    active = Q(organisation__archived_at__isnull=True)
    return Family.objects.annotate(members=Count("organisation", filter=active)).order_by("order", "code")


def associations(text: str = "") -> QuerySet[Organisation]:
    """Return the regional associations with their departments of today and their people. Two queries."""
    held = _territories(clock.today()).select_related("department").order_by("department")
    people = Count("memberships", filter=Q(memberships__ended_at__isnull=True), distinct=True)
    found = Organisation.objects.filter(kind=Place.REGIONAL).active().matching(text).annotate(people=people)
    departments = Prefetch("territory", queryset=held, to_attr="departments_today")
    return found.prefetch_related(departments).order_by("name", "pk")


def territory_gaps() -> TerritoryGaps:
    """Return where the territories leave members alone, or overlap. Two queries."""
    held = _territories(clock.today()).values_list("department", flat=True)
    with_members = Organisation.objects.members().active().values("department")
    uncovered = Department.objects.filter(pk__in=with_members).exclude(pk__in=held)
    shared = _territories(clock.today()).values("department").annotate(n=Count("association")).filter(n__gt=1)
    return TerritoryGaps(list(uncovered), list(Department.objects.filter(pk__in=shared.values("department"))))


def holders_of(departments: list[str], but: Organisation | None) -> dict[str, str]:
    """Return which other association holds each of the departments today, by name. One query."""
    held = _territories(clock.today()).filter(department__in=departments).exclude(association=but)
    return dict(held.values_list("department__name", "association__name"))


def departments_of_association(association: Organisation) -> list[str]:
    """Return the codes of its departments today. One query."""
    held = _territories(clock.today()).filter(association=association)
    return list(held.order_by("department").values_list("department", flat=True))


def _territories(day: dt.date) -> QuerySet[AssociationTerritory]:
    return AssociationTerritory.objects.on(day).filter(association__archived_at__isnull=True)
