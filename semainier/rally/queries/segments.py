"""Segments: who belongs to them, how many, why others do not, what they may be made of."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from semainier.campaigns.models import Edition, ListedMember, ListedMemberQuerySet
from semainier.core import clock
from semainier.core.search import normalise
from semainier.organisations.access import Reach
from semainier.organisations.models import AssociationTerritory, Family, Organisation
from semainier.rally.criteria import Choice
from semainier.rally.models import OrganisationTag, Segment
from semainier.rally.queries.conditions import kept, left_out
from semainier.report.queries.stages import listed_within
from semainier.territories.models import Region


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why organisations are left out: the field and value that do so (no value: a whole field), and how many."""

    field: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class SegmentCount:
    """How many the segment takes in, leaves out again and lists: included − excluded = listed."""

    included: int
    listed: int
    reasons: tuple[LeftOut, ...] = ()
    several: int = 0  # left out for more than one reason, and so told more than once

    @property
    def excluded(self) -> int:
        return self.included - self.listed


@dataclass(frozen=True, slots=True)
class RegionPart:
    """How many organisations of a segment a region has."""

    region: str
    name: str
    number: int


def members_of(
    edition: Edition,
    choice: Choice,
    as_of: dt.datetime,
    reach: Reach,
    association: Organisation | None = None,
) -> ListedMemberQuerySet:
    """Return the listed members of a segment within reach, by name. No query yet.

    The segment of an association holds its territory only, also for who sees further.
    """
    included = _included(edition, choice, as_of, reach, association)
    found = included.alias(hits=_hits(left_out(choice.exclude, edition, as_of).values())).filter(hits=0)
    return found.select_related("organisation", "region", "family").order_by("organisation__name", "pk")


def searched(members: ListedMemberQuerySet, text: str) -> ListedMemberQuerySet:
    """Keep the members whose names, SIREN or town hold every word. No query yet."""
    for word in normalise(text).split():
        members = members.filter(organisation__search_text__contains=word)
    return members


def count_of(
    edition: Edition,
    choice: Choice,
    as_of: dt.datetime,
    reach: Reach,
    association: Organisation | None = None,
) -> SegmentCount:
    """Count a segment: taken in, left out for each reason, listed. One query."""
    reasons = left_out(choice.exclude, edition, as_of)
    counted = {f"reason{n}": Count("pk", filter=condition) for n, condition in enumerate(reasons.values())}
    included = _included(edition, choice, as_of, reach, association).alias(hits=_hits(reasons.values()))
    found = included.aggregate(
        included=Count("pk"),
        listed=Count("pk", filter=Q(hits=0)),
        several=Count("pk", filter=Q(hits__gt=1)),
        **counted,
    )
    told = [LeftOut(*reason, found[f"reason{n}"]) for n, reason in enumerate(reasons)]
    return SegmentCount(
        found["included"], found["listed"], tuple(one for one in told if one.number), found["several"]
    )


def counts_of(
    edition: Edition, segments: Sequence[Segment], as_of: dt.datetime, reach: Reach
) -> dict[int, int]:
    """Return how many organisations each segment lists now, by its key. One query, whatever their number."""
    counted: list[QuerySet[Any, Any]] = []
    for segment in segments:
        members: Any = members_of(edition, segment.choice, as_of, reach, segment.association)
        own = members.select_related(None).order_by().annotate(segment=Value(segment.pk))
        counted.append(own.values_list("segment").annotate(number=Count("pk")))
    if not counted:
        return {}
    found = dict(counted[0].union(*counted[1:], all=True))
    return {segment.pk: found.get(segment.pk, 0) for segment in segments}


def parts_of(members: ListedMemberQuerySet) -> list[RegionPart]:
    """Return how many members each region has, by its name. One query."""
    counted = members.select_related(None).order_by("region__name").values_list("region", "region__name")
    return [RegionPart(*row) for row in counted.annotate(number=Count("pk"))]


def segments_of(edition: Edition, reach: Reach, text: str = "") -> QuerySet[Segment]:
    """Return the segments of an edition that a reach shows, by name. One query."""
    found = Segment.objects.shown_to(reach).filter(edition=edition)
    for word in text.split():
        found = found.filter(name__icontains=word)
    return found.select_related("association", "edition")


def regions_within(edition: Edition, reach: Reach) -> QuerySet[Region]:
    """Return the regions that have organisations on the list. One query."""
    return Region.objects.filter(pk__in=listed_within(edition, clock.now(), reach).values("region"))


def families_within(edition: Edition, reach: Reach) -> QuerySet[Family]:
    """Return the families that have organisations on the list. One query."""
    return Family.objects.filter(pk__in=listed_within(edition, clock.now(), reach).values("family"))


def tag_names(reach: Reach) -> list[str]:
    """Return the tags of the organisations within reach, by name. One query."""
    tags = OrganisationTag.objects.filter(organisation__in=Organisation.objects.within(reach).values("pk"))
    return list(tags.order_by("name").values_list("name", flat=True).distinct())


def _included(
    edition: Edition, choice: Choice, as_of: dt.datetime, reach: Reach, association: Organisation | None
) -> ListedMemberQuerySet:
    listed: ListedMemberQuerySet = listed_within(edition, as_of, reach)
    return listed.filter(kept(choice.include, edition, as_of) & _within(association, as_of))


def _within(association: Organisation | None, as_of: dt.datetime) -> Q:
    if association is None:
        return Q(pk__isnull=False)
    territory = AssociationTerritory.objects.on(as_of.astimezone(clock.PARIS).date())
    return Q(department__in=territory.filter(association=association).values("department"))


def _hits(conditions: Iterable[Q]) -> Combinable:
    """Return how many of the conditions a row meets; one that is unknown is not met."""
    hits: Combinable = Value(0, output_field=IntegerField())
    for condition in conditions:
        hits = hits + Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
    return hits


def listed_of(edition: Edition, organisation_id: int, reach: Reach) -> ListedMember | None:
    """Return the line of an organisation on the list, None outside of reach. One query."""
    listed = listed_within(edition, clock.now(), reach).select_related("organisation", "region", "edition")
    return listed.filter(organisation=organisation_id).first()
