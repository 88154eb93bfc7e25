"""Reads on the dated member list of an edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from semainier.campaigns.models import Commitment, Edition, ListedMember
from semainier.campaigns.services.members import InvitedHow
from semainier.organisations.models import Membership, Organisation
from semainier.territories.models import Region

EXPORT_HEADER = (
    "siren", "enseigne", "famille", "region", "departement", "courriel",
    "inscrit_le", "retire_le", "invite_le", "engage",
)  # fmt: skip
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What a reader of the list may ask for; empty means all that stand on it."""

    text: str = ""
    region: str = ""
    family: str = ""
    state: str = ""  # to_invite, invited, joined, unreachable, removed


@dataclass(frozen=True, slots=True)
class InviteSummary:
    """What inviting would do: how many are written to as people, as a mailbox, not at all; how many again."""

    listed: list[ListedMember]
    people: int
    mailbox: int
    unreachable: int
    again: int

    @property
    def reachable(self) -> int:
        return self.people + self.mailbox


def listed_members(edition: Edition, filters: ListFilters) -> QuerySet[ListedMember]:
    """Return the lines that match, by name: `reach` is people, mailbox or unreachable. One query."""
    standing = Commitment.objects.filter(
        edition=edition, organisation=OuterRef("organisation"), withdrawn_at__isnull=True
    )
    lines = ListedMember.objects.filter(edition=edition).select_related(
        "organisation", "family", "region", "department"
    )
    lines = lines.annotate(has_joined=Exists(standing), reach=_reach()).order_by("organisation__name", "pk")
    matching = Organisation.objects.matching(filters.text)
    if filters.text:
        lines = lines.filter(organisation__in=matching)
    if filters.region:
        lines = lines.filter(region=filters.region)
    if filters.family:
        lines = lines.filter(family=None if filters.family == "-" else filters.family)
    return lines.filter(_in_state(filters.state))


def invite_summary(edition: Edition, chosen: list[int] | None) -> InviteSummary:
    """Say what inviting the chosen lines would do; None: all not invited who can be reached. One query."""
    lines = listed_members(edition, ListFilters(state="" if chosen else "to_invite"))
    listed = list(lines.filter(pk__in=chosen) if chosen else lines)
    count = Counter(getattr(line, "reach", "") for line in listed)
    again = sum(line.invited_at is not None for line in listed)
    return InviteSummary(
        listed, count[InvitedHow.PEOPLE], count[InvitedHow.MAILBOX], count[InvitedHow.UNREACHABLE], again
    )


def unlisted_members(edition: Edition, text: str = "") -> QuerySet[Organisation]:
    """Return the active members that never stood on the list, by name. One query."""
    listed = ListedMember.objects.filter(edition=edition).values("organisation")
    found = Organisation.objects.members().active().matching(text).exclude(pk__in=listed)
    return found.select_related("department", "family")


def regions_listed(edition: Edition) -> QuerySet[Region]:
    """Return the regions of the list, by name. One query."""
    return Region.objects.filter(pk__in=ListedMember.objects.filter(edition=edition).values("region"))


def list_lines(lines: QuerySet[ListedMember]) -> Iterator[list[Any]]:
    """Yield the lines of an export. Memory does not grow."""
    for line in lines.iterator(_CHUNK):
        organisation = line.organisation
        yield [
            organisation.siren,
            organisation.name,
            line.family_id or "",
            line.region.name,
            line.department_id,
            organisation.email,
            line.listed_on,
            line.removed_on,
            line.invited_at.date() if line.invited_at else None,
            "oui" if getattr(line, "has_joined", False) else "non",
        ]


def _reach() -> Case:
    active = Membership.objects.filter(
        organisation=OuterRef("organisation"), ended_at__isnull=True, user__is_active=True
    )
    return Case(
        When(Exists(active), then=Value(InvitedHow.PEOPLE.value)),
        When(~Q(organisation__email=""), then=Value(InvitedHow.MAILBOX.value)),
        default=Value(InvitedHow.UNREACHABLE.value),
        output_field=CharField(),
    )


def _in_state(state: str) -> Q:
    on_list = Q(removed_on__isnull=True)
    unreachable = InvitedHow.UNREACHABLE.value
    states = {
        "to_invite": on_list & Q(invited_at__isnull=True, has_joined=False) & ~Q(reach=unreachable),
        "invited": on_list & Q(invited_at__isnull=False, has_joined=False),
        "joined": on_list & Q(has_joined=True),
        "unreachable": on_list & Q(reach=unreachable),
        "removed": ~on_list,
    }
    return states.get(state, on_list)
