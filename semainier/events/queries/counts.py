"""How many public events each day and filter would leave; remembered until the journal says otherwise."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.db.models import Count, F, Window
from django.db.models.functions import Mod, RowNumber

from semainier.audit.models import AuditEntry
from semainier.audit.queries import JournalFilters, journal
from semainier.campaigns.models import Commitment, Edition, ListedMember
from semainier.core import clock
from semainier.events.models import Event, EventQuerySet, EventSession, Status
from semainier.events.queries.filters import OTHER_DAYS, READERS, Filters, narrow
from semainier.events.vocabulary import ADMISSIONS, STATUSES
from semainier.territories.queries import regions_on

# Each process keeps its own; the journal's newest line, asked at every page, tells whether it is still true.
MEMORY = LocMemCache("semainier.events.counts", {"OPTIONS": {"MAX_ENTRIES": 500}})
# Bounds what the journal cannot tell: a family renamed, a line committed after a newer one.
KEPT_SECONDS = 300
# Asked of the database before counting; the others are counted apart, so each facet shows what it would add.
_BASE = frozenset({"q", "organisme", "bbox", "departement"})
# Departments are many: a query of their own keeps the rows of the others few.
_BUT_DEPARTMENT = frozenset(READERS) - {"departement"}
_WORDS = {code: word for word, code in (*ADMISSIONS.items(), *STATUSES.items())}
_FACETS = ("theme", "region", "famille", "acces", "statut")
_A_FEW = 3

Result = TypeVar("Result")


class _Row(NamedTuple):
    """Events alike in all that facets look at, and how many they are."""

    spans: tuple[tuple[dt.date, dt.date], ...]  # first and last day of each date, in order
    facets: tuple[str, ...]  # in the order of _FACETS
    number: int


class When(StrEnum):
    """Where an event lies from today; while the week runs the programme is read in this order."""

    TODAY = "today"  # its first date begins today
    UNDER_WAY = "under_way"  # has begun before, takes place today
    LATER = "later"
    AGAIN = "again"  # has begun before, not today, has a date to come: listed with LATER
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of events: by their time, by day, outside the days, by value of each filter.

    Each facet is counted with every filter but its own. `coming` gives, by day of the next date, how many events
    are LATER and how many AGAIN.
    """

    times: dict[When, int]
    days: dict[dt.date, int]
    other_days: int
    facets: dict[str, dict[str, int]]
    coming: dict[dt.date, dict[When, int]]
    has_several: bool = False  # whether some event has several dates

    @property
    def total(self) -> int:
        return sum(self.times.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """What the week amounts to so far, and when it was counted."""

    taken_at: dt.datetime
    events: int
    organisers: int
    listed: int
    committed: int
    regions: int
    all_regions: int

    @property
    def taking_part(self) -> int:
        """Return who has an event in the programme; before the first event, who has joined."""
        return self.organisers if self.events else self.committed

    @property
    def share(self) -> float | None:
        """Return the organisations that take part over those on the list, None without a list."""
        return self.organisers / self.listed if self.listed else None


# What passes between the desk, the member and visitors without a change of what the public sees.
UNSEEN = frozenset(
    {
        "event.alerted", "event.alert_settled", "event.change_read", "event.claim_taken_over", "event.escalated",
        "event.message_sent", "event.proposed", "event.sample_read",
    }
)  # fmt: skip


def newest_line(edition: Edition | None = None) -> int:
    """Return the number of the journal's newest line (of an edition), new with every write that its public may see. One query."""
    if edition is None:
        return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    seen = journal(JournalFilters(edition_id=edition.pk)).exclude(verb__in=UNSEEN)
    return seen.values_list("pk", flat=True).first() or 0


def counts_of(edition: Edition, filters: Filters, stamp: int) -> Counts:
    """Return the numbers for these filters. Three queries, one more with several dates; none when remembered."""
    key = f"{clock.today()}{filters.chosen}"
    return _remembered("counts", edition, stamp, key, partial(_count, edition, filters))


def tally_of(edition: Edition, stamp: int) -> Tally:
    """Return the figures of the edition as the public may know them. Five queries, none when remembered.

    The member list is that of today, of the last day once the week is over. Collectivities are not regions.
    """
    return _remembered("tally", edition, stamp, "", partial(_tally, edition))


def highlights_of(edition: Edition, stamp: int, *, has_several: bool) -> list[tuple[dt.date, int]]:
    """Return up to three events a day with that day, spread over it, none cancelled.

    One query, one more when some event has several dates; none when remembered.
    """
    compute = partial(_highlights, edition, has_several=has_several)
    return _remembered("highlights", edition, stamp, "", compute)


def _remembered(kind: str, edition: Edition, stamp: int, key: str, compute: Callable[[], Result]) -> Result:
    name = hashlib.sha256(f"{kind} {edition.pk} {stamp} {key}".encode()).hexdigest()
    result: Result | None = MEMORY.get(name)
    if result is None:
        result = compute()
        MEMORY.set(name, result, KEPT_SECONDS)
    return result


def _count(edition: Edition, filters: Filters) -> Counts:
    """Count in one pass: a row that fails one filter alone still counts for that filter's facet."""
    days: Counter[dt.date | None] = Counter()
    coming: Counter[tuple[dt.date, When]] = Counter()
    facets: list[Counter[str]] = [Counter() for _name in _FACETS]
    wanted, today = [frozenset(filters.values(name)) for name in _FACETS], clock.today()
    has_several = False
    for row in _rows(edition, filters):
        has_several |= len(row.spans) > 1
        failed = [i for i, values in enumerate(wanted) if values and row.facets[i] not in values]
        on_day = _is_on(row, filters.values("jour"), edition)
        if not failed:
            touched: set[dt.date | None] = set(_days_of(row, edition)) or {None}
            days.update(dict.fromkeys(touched, row.number))
        if on_day and len(failed) <= 1:
            for i in failed or range(len(_FACETS)):
                facets[i][row.facets[i]] += row.number
        if on_day and not failed:
            coming[_when(row, today)] += row.number
    named = {name: dict(counter) for name, counter in zip(_FACETS, facets, strict=True)}
    named["departement"] = _departments(edition, filters)
    inside = {day: days[day] for day in edition.days}
    return Counts(_times(coming), inside, days[None], named, _by_day(coming), has_several)


def _when(row: _Row, today: dt.date) -> tuple[dt.date, When]:
    """Return the day of the date that comes next, and where that lies from today."""
    first = row.spans[0][0]
    if first >= today:
        return first, When.TODAY if first == today else When.LATER
    if any(begin <= today <= end for begin, end in row.spans):
        return today, When.UNDER_WAY
    following = [begin for begin, _end in row.spans if begin > today]
    return (following[0], When.AGAIN) if following else (first, When.OVER)


def _times(coming: Counter[tuple[dt.date, When]]) -> dict[When, int]:
    times: Counter[When] = Counter()
    for (_day, when), number in coming.items():
        times[when] += number
    return dict(times)


def _by_day(coming: Counter[tuple[dt.date, When]]) -> dict[dt.date, dict[When, int]]:
    by_day: dict[dt.date, dict[When, int]] = {}
    for (day, when), number in sorted(coming.items()):
        if when in {When.LATER, When.AGAIN}:
            by_day.setdefault(day, {})[when] = number
    return by_day


def _rows(edition: Edition, filters: Filters) -> Iterator[_Row]:
    """Yield the events grouped by all that matters; those with several dates one by one. Two queries, else three."""
    events = narrow(Event.objects.public(edition), filters, edition, only=_BASE)
    family = "organisation__family_id"
    facets = ("theme_id", "region_id", family, "admission", "status")
    slugs = dict(edition.themes.values_list("pk", "slug"))
    columns = ("session_count", "first_day", "last_day", *facets)
    grouped = events.order_by().values_list(*columns).annotate(number=Count("pk"))
    has_several = False
    for count, first, last, *values, number in grouped.iterator():
        if count == 1:
            yield _Row(((first, last),), _facets(slugs, values), number)
        has_several |= count > 1
    if has_several:
        yield from _rows_of_several(events, facets, slugs)


def _rows_of_several(events: EventQuerySet, facets: tuple[str, ...], slugs: dict[int, str]) -> Iterator[_Row]:
    dates = EventSession.objects.filter(event__in=events.order_by().filter(session_count__gt=1))
    columns = ("event_id", "first_day", "last_day", *(f"event__{name}" for name in facets))
    read = dates.order_by("event_id", "starts_at").values_list(*columns).iterator()
    for _event, rows in groupby(read, key=itemgetter(0)):
        same = list(rows)
        yield _Row(tuple((row[1], row[2]) for row in same), _facets(slugs, same[0][3:]), 1)


def _facets(slugs: dict[int, str], values: Sequence[Any]) -> tuple[str, ...]:
    """Return theme, region, family, admission and status of an event in the words of the filters."""
    theme, region, family, admission, status = values
    return (slugs.get(theme, ""), region, family, _WORDS[admission], _WORDS[status])


def _departments(edition: Edition, filters: Filters) -> dict[str, int]:
    events = narrow(Event.objects.public(edition), filters, edition, only=_BUT_DEPARTMENT)
    return dict(events.order_by().values_list("department_id").annotate(number=Count("pk")))


def _days_of(row: _Row, edition: Edition) -> Iterator[dt.date]:
    """Yield the days of the edition that the events touch, some twice."""
    for begin, end in row.spans:
        first, last = max(begin, edition.starts_on), min(end, edition.ends_on)
        yield from (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def _is_on(row: _Row, wanted: tuple[str, ...], edition: Edition) -> bool:
    if not wanted:
        return True
    outside = not any(True for _day in _days_of(row, edition))
    spans = [(begin.isoformat(), end.isoformat()) for begin, end in row.spans]
    return any(
        outside if value == OTHER_DAYS else any(begin <= value <= end for begin, end in spans)
        for value in wanted
    )


def _tally(edition: Edition) -> Tally:
    events = Event.objects.public(edition).order_by()
    numbers = events.aggregate(events=Count("pk"), organisers=Count("organisation", distinct=True))
    legal = {region.code for region in regions_on(edition.starts_on) if not region.is_collectivity}
    found = set(events.values_list("region_id", flat=True).distinct())
    listed = ListedMember.objects.filter(edition=edition).on(min(clock.today(), edition.ends_on))
    return Tally(
        taken_at=clock.now(),
        **numbers,
        listed=listed.count(),
        committed=Commitment.objects.filter(edition=edition, withdrawn_at__isnull=True).count(),
        regions=len(found & legal),
        all_regions=len(legal),
    )


def _highlights(edition: Edition, *, has_several: bool) -> list[tuple[dt.date, int]]:
    """Rank the events of each first day and keep one in each third of it, then the further dates of others."""
    shown = Event.objects.public(edition).exclude(status=Status.CANCELLED)
    ranked = shown.order_by().annotate(
        place=Window(RowNumber(), partition_by="first_day", order_by=["starts_at", "pk"]),
        of_day=Window(Count("pk"), partition_by="first_day"),
    )
    kept = ranked.annotate(rest=Mod(F("place") - 1, (F("of_day") + 2) / 3)).filter(rest=0)
    found: list[Any] = list(kept.values_list("first_day", "pk"))
    if has_several:
        dates = EventSession.objects.filter(
            event__in=shown, first_day__range=(edition.starts_on, edition.ends_on)
        )
        further = (
            dates.filter(first_day__gt=F("event__first_day"))
            .order_by()
            .annotate(place=Window(RowNumber(), partition_by="first_day", order_by=["starts_at", "pk"]))
        )
        found += further.filter(place__lte=_A_FEW).values_list("first_day", "event_id")
    return found
