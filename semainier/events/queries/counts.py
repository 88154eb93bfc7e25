"""How many public events each day and filter would leave; remembered until the journal says otherwise."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.db.models import Count, F, Window
from django.db.models.functions import Mod, RowNumber

from semainier.audit.models import AuditEntry
from semainier.audit.queries import JournalFilters, journal
from semainier.campaigns.models import Commitment, Edition, ListedMember
from semainier.core import clock
from semainier.events.models import Event, Status
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

Result = TypeVar("Result")


class _Row(NamedTuple):
    """Events alike in all that facets look at, and how many they are."""

    first_day: dt.date
    last_day: dt.date
    facets: tuple[str, ...]  # in the order of _FACETS
    number: int


class When(StrEnum):
    """Where an event lies from today; while the week runs the programme is read in this order."""

    TODAY = "today"  # begins today
    UNDER_WAY = "under_way"  # has begun before, is not over
    LATER = "later"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of events: by their time, by day, outside the days, by value of each filter.

    Each facet is counted with every filter but its own.
    """

    times: dict[When, int]
    days: dict[dt.date, int]
    other_days: int
    facets: dict[str, dict[str, int]]

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


def newest_line(edition: Edition | None = None) -> int:
    """Return the number of the journal's newest line (of an edition), new with every write. One query."""
    if edition is None:
        return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return journal(JournalFilters(edition_id=edition.pk)).values_list("pk", flat=True).first() or 0


def counts_of(edition: Edition, filters: Filters, stamp: int) -> Counts:
    """Return the numbers for these filters. Three queries, none when remembered under this `stamp`."""
    key = f"{clock.today()}{filters.chosen}"
    return _remembered("counts", edition, stamp, key, partial(_count, edition, filters))


def tally_of(edition: Edition, stamp: int) -> Tally:
    """Return the figures of the edition as the public may know them. Five queries, none when remembered.

    The member list is that of today, of the last day once the week is over. Collectivities are not regions.
    """
    return _remembered("tally", edition, stamp, "", partial(_tally, edition))


def highlights_of(edition: Edition, stamp: int) -> list[int]:
    """Return up to three events a day, spread over it, none cancelled. One query, none when remembered."""
    return _remembered("highlights", edition, stamp, "", partial(_highlights, edition))


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
    times: Counter[When] = Counter()
    facets: list[Counter[str]] = [Counter() for _name in _FACETS]
    wanted, today = [frozenset(filters.values(name)) for name in _FACETS], clock.today()
    for row in _rows(edition, filters):
        failed = [i for i, values in enumerate(wanted) if values and row.facets[i] not in values]
        on_day = _is_on(row, filters.values("jour"), edition)
        if not failed:
            touched: list[dt.date | None] = [*_days_of(row, edition)] or [None]
            days.update(dict.fromkeys(touched, row.number))
        if on_day and len(failed) <= 1:
            for i in failed or range(len(_FACETS)):
                facets[i][row.facets[i]] += row.number
        if on_day and not failed:
            times[_when(row, today)] += row.number
    named = {name: dict(counter) for name, counter in zip(_FACETS, facets, strict=True)}
    named["departement"] = _departments(edition, filters)
    return Counts(dict(times), {day: days[day] for day in edition.days}, days[None], named)


def _when(row: _Row, today: dt.date) -> When:
    if row.first_day == today:
        return When.TODAY
    if row.first_day > today:
        return When.LATER
    return When.UNDER_WAY if row.last_day >= today else When.OVER


def _rows(edition: Edition, filters: Filters) -> Iterator[_Row]:
    events = narrow(Event.objects.public(edition), filters, edition, only=_BASE)
    family = "organisation__family_id"
    columns = ("first_day", "last_day", "theme_id", "region_id", family, "admission", "status")
    slugs = dict(edition.themes.values_list("pk", "slug"))
    grouped = events.order_by().values_list(*columns).annotate(number=Count("pk"))
    for first, last, theme, region, of_family, admission, status, number in grouped.iterator():
        facets = (slugs.get(theme, ""), region, of_family, _WORDS[admission], _WORDS[status])
        yield _Row(first, last, facets, number)


def _departments(edition: Edition, filters: Filters) -> dict[str, int]:
    events = narrow(Event.objects.public(edition), filters, edition, only=_BUT_DEPARTMENT)
    return dict(events.order_by().values_list("department_id").annotate(number=Count("pk")))


def _days_of(row: _Row, edition: Edition) -> list[dt.date]:
    """Return the days of the edition that the events touch."""
    first, last = max(row.first_day, edition.starts_on), min(row.last_day, edition.ends_on)
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def _is_on(row: _Row, wanted: tuple[str, ...], edition: Edition) -> bool:
    if not wanted:
        return True
    first, last = row.first_day.isoformat(), row.last_day.isoformat()
    outside = row.last_day < edition.starts_on or row.first_day > edition.ends_on
    return any(outside if value == OTHER_DAYS else first <= value <= last for value in wanted)


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


def _highlights(edition: Edition) -> list[int]:
    """Rank the events of each day and keep one in each third of it."""
    ranked = Event.objects.public(edition).exclude(status=Status.CANCELLED).order_by()
    ranked = ranked.annotate(
        place=Window(RowNumber(), partition_by="first_day", order_by=["starts_at", "pk"]),
        of_day=Window(Count("pk"), partition_by="first_day"),
    )
    kept = ranked.annotate(rest=Mod(F("place") - 1, (F("of_day") + 2) / 3)).filter(rest=0)
    return list(kept.values_list("pk", flat=True))
