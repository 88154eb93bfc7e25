"""Reads on people: who can sign in, and for whom they act."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from semainier.accounts.models import User
from semainier.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """What a reader of the list may ask for; empty means all; `role` "-" means none."""

    text: str = ""
    role: str = ""


def people(filters: PeopleFilters) -> QuerySet[User]:
    """Return the people who are not erased nor merged, by name, with their roles in `acting`. Two queries."""
    active = Membership.objects.filter(ended_at__isnull=True).select_related("organisation")
    found = User.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    for word in filters.text.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    standing = Membership.objects.filter(ended_at__isnull=True)
    if filters.role == "-":
        found = found.exclude(pk__in=standing.values("user"))
    elif filters.role:
        found = found.filter(pk__in=standing.filter(role=filters.role).values("user"))
    acting = Prefetch("memberships", queryset=active.order_by("organisation__name"), to_attr="acting")
    return found.prefetch_related(acting).order_by("name", "email", "pk")


def roles_of(person: User) -> list[Membership]:
    """Return the roles in force of one person. One query."""
    standing = Membership.objects.filter(user=person, ended_at__isnull=True)
    return list(standing.select_related("organisation").order_by("organisation__name"))
