"""Reads for the pages that everybody may open. All of them start from `Event.objects.public()`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import asin, cos, radians, sin, sqrt

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.campaigns.models import Edition, Phase, Theme
from semainier.core import clock
from semainier.events.models import Event, EventQuerySet, Precision
from semainier.events.queries.counts import (
    Counts,
    Tally,
    When,
    counts_of,
    highlights_of,
    newest_line,
    tally_of,
)
from semainier.events.queries.filters import OTHER_DAYS, Filters, narrow
from semainier.organisations.models import Organisation

PER_PAGE = 20
A_FEW = 3
_EARTH_KM = 6371.0
_ORDER = ("first_day", "starts_at", "pk")


@dataclass(frozen=True, slots=True)
class Drawer:
    """A day of the week, or (day None) all days outside the edition; `events` are a few of its `number`."""

    day: dt.date | None
    number: int | None  # None: nothing can be announced yet, which is not the same as nothing
    events: list[Event]
    word: str = ""
    is_past: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """The chest of drawers of an edition, what it amounts to, its themes."""

    drawers: list[Drawer]
    tally: Tally
    themes: list[Theme]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Events of one page of the programme that share a day; `word` says what the day is, if it is not plain.

    With `is_only` the page asks for that day alone, so its heading has said it already.
    """

    day: dt.date | None
    events: list[Event]
    word: str = ""
    is_only: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the programme: the counts under its filters, the page, its events by day."""

    counts: Counts
    page_obj: Page[int]
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Another event of the day and how far it is as the crow flies, None where a place is not exact."""

    event: Event
    kilometres: int | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the page of an event shows beside it."""

    co_organisers: list[Organisation]
    of_organiser: int
    nearby: list[Nearby]


def public_events(edition: Edition, filters: Filters) -> EventQuerySet:
    """Return the public events that meet the filters, by day and hour, with organiser, theme. One query."""
    found = narrow(Event.objects.public(edition), filters, edition)
    return found.select_related("organisation", "theme").defer("search_text").order_by(*_ORDER)


def week_of(edition: Edition) -> Week:
    """Return the drawers of an edition. Thirteen queries at most, four when the figures are remembered."""
    stamp, today = newest_line(edition), clock.today()
    counts, tally = counts_of(edition, Filters(), stamp), tally_of(edition, stamp)
    shown = _shown(edition, highlights_of(edition, stamp))
    is_closed = edition.phase == Phase.PREPARATION and not counts.total
    opened, fullest = _opened(counts, today), _fullest(counts, today)
    drawers = [
        Drawer(
            day,
            None if is_closed else number,
            shown.get(day, []),
            word=_word_of(day, today, is_fullest=day == fullest),
            is_past=day < today,
            is_open=day == opened,
        )
        for day, number in counts.days.items()
    ]
    if counts.other_days:
        drawers.append(Drawer(None, counts.other_days, shown.get(None, [])))
    return Week(drawers, tally, list(edition.themes.all()), is_over=today > edition.ends_on)


def listing_of(edition: Edition, filters: Filters) -> Listing:
    """Return the page of the programme that the filters ask for, the last beyond the end. Four queries.

    While the week runs, today comes first and what is over last, unless days are asked for.
    """
    counts = counts_of(edition, filters, newest_line(edition))
    page_obj: Page[int] = Paginator(range(counts.total), PER_PAGE).get_page(filters.page)
    first, last = max(page_obj.start_index() - 1, 0), page_obj.end_index()
    return Listing(counts, page_obj, list(_groups(edition, filters, counts, first, last)))


def event_page_of(edition: Edition, event: Event) -> EventPage:
    """Return what stands beside an event: who takes part, what else is near that day. Three queries."""
    same_edition = Event.objects.public(edition)
    near = same_edition.filter(
        department=event.department_id, first_day__lte=event.last_day, last_day__gte=event.first_day
    )
    near = near.exclude(pk=event.pk).select_related("organisation", "theme").order_by(*_ORDER)
    return EventPage(
        co_organisers=list(event.co_organisers.order_by("name")),
        of_organiser=same_edition.filter(organisation=event.organisation_id).count(),
        nearby=[Nearby(other, kilometres_between(event, other)) for other in near[:A_FEW]],
    )


def kilometres_between(one: Event, other: Event) -> int | None:
    """Return the distance as the crow flies, None unless both places are exact. No query."""
    if {one.precision, other.precision} != {Precision.EXACT}:
        return None
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return round(2 * _EARTH_KM * asin(sqrt(half)))


def _shown(edition: Edition, highlights: list[int]) -> dict[dt.date | None, list[Event]]:
    """Return a few events by day of the edition, those of all other days under None."""
    events = (
        Event.objects.public(edition)
        .filter(pk__in=highlights)
        .select_related("organisation")
        .order_by(*_ORDER)
    )
    by_day: dict[dt.date | None, list[Event]] = {}
    for event in events:
        inside = event.first_day is not None and edition.starts_on <= event.first_day <= edition.ends_on
        by_day.setdefault(event.first_day if inside else None, []).append(event)
    return {day: few[:A_FEW] for day, few in by_day.items()}


def _opened(counts: Counts, today: dt.date) -> dt.date | None:
    """Return the day whose drawer stands open: today or the next with events, else the first with events."""
    with_events = [day for day, number in counts.days.items() if number]
    coming = [day for day in with_events if day >= today]
    return next(iter(coming or with_events), None)


def _fullest(counts: Counts, today: dt.date) -> dt.date | None:
    """Return the coming day with most events, None when two share that place."""
    coming = {day: number for day, number in counts.days.items() if day > today}
    most = max(coming.values(), default=0)
    days = [day for day, number in coming.items() if number == most]
    return days[0] if most > 1 and len(days) == 1 else None


def _word_of(day: dt.date, today: dt.date, *, is_fullest: bool) -> str:
    if day < today:
        return pgettext("a day", "over").capitalize()
    if day == today:
        return _("Today")
    if is_fullest:
        return _("The fullest day")
    return _("Tomorrow") if day == today + dt.timedelta(days=1) else ""


def _groups(edition: Edition, filters: Filters, counts: Counts, first: int, last: int) -> Iterator[Group]:
    """Yield the events from the `first` to before the `last`, by day."""
    found, today, wanted = public_events(edition, filters), clock.today(), filters.values("jour")
    if len(wanted) == 1 and wanted[0] != OTHER_DAYS:
        # What begins on that day comes before what goes on from another.
        if events := list(found.order_by("-first_day", "starts_at", "pk")[first:last]):
            yield Group(dt.date.fromisoformat(wanted[0]), events, is_only=True)
    elif not wanted and edition.starts_on < today <= edition.ends_on:
        yield from _by_day(_from_today(found, counts, today, first, last), today)
    else:
        yield from _by_day(found[first:last])


def _from_today(
    found: EventQuerySet, counts: Counts, today: dt.date, first: int, last: int
) -> Iterator[Event]:
    """Yield a slice of the events in the order of When. At most four queries, for most pages one."""
    parts = {
        When.TODAY: found.filter(first_day=today),
        When.UNDER_WAY: found.filter(first_day__lt=today, last_day__gte=today),
        When.LATER: found.filter(first_day__gt=today),
        When.OVER: found.filter(last_day__lt=today),
    }
    for when, events in parts.items():
        number = counts.times.get(when, 0)
        if first < number and last > 0:
            yield from events[max(first, 0) : min(last, number)]
        first, last = first - number, last - number


def _by_day(events: Iterable[Event], today: dt.date | None = None) -> Iterator[Group]:
    """Group events by their first day; seen from `today`, those under way stand under it."""

    def heading_of(event: Event) -> tuple[dt.date | None, str]:
        if today is None or event.first_day is None or event.last_day is None or event.first_day > today:
            return event.first_day, ""
        if event.last_day < today:
            return event.first_day, pgettext("a day", "over")
        return today, _("Today").lower()

    for (day, word), same in groupby(events, key=heading_of):
        yield Group(day, list(same), word)
