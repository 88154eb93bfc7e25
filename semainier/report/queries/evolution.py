"""How participation grew, day by day, counted from the first day of the week: editions can be compared."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Min

from semainier.campaigns.models import Commitment, Edition
from semainier.core import clock
from semainier.events.models import Event
from semainier.organisations.access import Reach
from semainier.report.queries.stages import listed_within


@dataclass(frozen=True, slots=True)
class Curve:
    """Organisations so far, at each day on which their number grew: (days from the first day, total)."""

    points: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        """Return the total at a distance in days from the first day, negative before it."""
        return max((total for day, total in self.points if day <= offset), default=0)

    @property
    def total(self) -> int:
        return self.points[-1][1] if self.points else 0


def curve_of_publication(edition: Edition, as_of: dt.datetime, reach: Reach) -> Curve:
    """Return the organisations of the list with a published event, by the day of their first. One query."""
    published = Event.objects.published().filter(edition=edition, published_at__lte=as_of)
    mine = published.filter(organisation__in=listed_within(edition, as_of, reach).values("organisation"))
    firsts = mine.order_by().values("organisation").annotate(first=Min("published_at"))
    return _curve(edition, [row["first"] for row in firsts])


def curve_of_commitment(edition: Edition, as_of: dt.datetime, reach: Reach) -> Curve:
    """Return the organisations of the list whose commitment stands, by the day they signed. One query."""
    signed = Commitment.objects.filter(edition=edition, signed_at__lte=as_of, withdrawn_at__isnull=True)
    mine = signed.filter(organisation__in=listed_within(edition, as_of, reach).values("organisation"))
    return _curve(edition, list(mine.values_list("signed_at", flat=True)))


def _curve(edition: Edition, instants: list[dt.datetime]) -> Curve:
    per_day = Counter(
        (instant.astimezone(clock.PARIS).date() - edition.starts_on).days for instant in instants
    )
    total, points = 0, []
    for day in sorted(per_day):
        total += per_day[day]
        points.append((day, total))
    return Curve(tuple(points))
