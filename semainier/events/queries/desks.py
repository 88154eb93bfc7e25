"""Who moderates where: the desks of the associations, the head office, and what nobody attends to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.core.roles import Place, codes_with
from semainier.organisations.access import Reach
from semainier.organisations.models import AssociationTerritory, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Desk:
    """A regional association, the departments that it covers today, and the people who moderate for it."""

    association: Organisation
    departments: frozenset[str]
    moderators: tuple[User, ...]

    @property
    def reach(self) -> Reach:
        return Reach(departments=self.departments, organisations=frozenset({self.association.pk}))


def desks() -> list[Desk]:
    """Return the desks of today by name. Three queries, whatever their number."""
    departments: dict[int, set[str]] = defaultdict(set)
    territories = AssociationTerritory.objects.on(clock.today())
    for association, department in territories.values_list("association_id", "department_id"):
        departments[association].add(department)
    people: dict[int, list[User]] = defaultdict(list)
    for membership in _moderating(Place.REGIONAL).select_related("user").order_by("user__name", "pk"):
        if membership.user not in people[membership.organisation_id]:
            people[membership.organisation_id].append(membership.user)
    associations = Organisation.objects.active().filter(kind=Place.REGIONAL)
    return [
        Desk(association, frozenset(departments[association.pk]), tuple(people[association.pk]))
        for association in associations
    ]


def attended(known: Sequence[Desk]) -> frozenset[str]:
    """Return the departments in which somebody moderates. No query."""
    return frozenset().union(*(desk.departments for desk in known if desk.moderators))


def is_attended(organisation: Organisation) -> bool:
    """Whether somebody in its region moderates the events of an organisation today. One query."""
    covering = AssociationTerritory.objects.on(clock.today()).filter(department=organisation.department_id)
    its_own = Q(organisation=organisation.pk)
    by_place = Q(organisation__in=covering.values("association"))
    return _moderating(Place.REGIONAL).filter(its_own | by_place).exists()


def moderators_of(organisation: Organisation) -> list[User]:
    """Return who decides on its events: the people of its region, else of the head office. At most two queries."""
    covering = AssociationTerritory.objects.on(clock.today()).filter(department=organisation.department_id)
    regional = _moderating(Place.REGIONAL).filter(organisation__in=covering.values("association"))
    return _people(regional) or head_people()


def head_people() -> list[User]:
    """Return the people of the head office who moderate. One query."""
    return _people(_moderating(Place.FEDERATION))


def _moderating(place: Place) -> QuerySet[Membership]:
    """Return the memberships in force whose role moderates in organisations of a kind."""
    return Membership.objects.filter(
        role__in=codes_with(Permission.EVENT_MODERATE, place), ended_at__isnull=True, user__is_active=True,
        organisation__kind=place, organisation__archived_at__isnull=True,
    )  # fmt: skip


def _people(memberships: QuerySet[Membership]) -> list[User]:
    rows = memberships.select_related("user").order_by("user__name", "user_id")
    return list(dict.fromkeys(membership.user for membership in rows))
