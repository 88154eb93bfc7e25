"""Reads for the pages that everybody may open. All of them start from `Event.objects.public()`."""

import datetime as dt
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.campaigns.models import Edition, Phase, Theme
from semainier.core import clock
from semainier.events.models import Event, EventQuerySet, Precision
from semainier.events.queries.counts import (
    Counts,
    Tally,
    counts_of,
    highlights_of,
    newest_line,
    tally_of,
)
from semainier.events.queries.dates import date_from, load_dates, takes_place
from semainier.events.queries.filters import Filters, narrow
from semainier.events.queries.parts import Linked, linked_to
from semainier.organisations.models import Organisation

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
class Nearby:
    """Another event of the day and how far it is as the crow flies, None where a place is not exact."""

    event: Event
    kilometres: int | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the page of an event shows beside it; `day` is that of its next date, of its last one once it is over."""

    day: dt.date | None
    co_organisers: list[Organisation]
    of_organiser: int
    nearby: list[Nearby]
    linked: Linked


def public_events(edition: Edition, filters: Filters) -> EventQuerySet:
    """Return the public events that meet the filters, by day and hour, with organiser, theme. One query."""
    found = narrow(Event.objects.public(edition), filters, edition)
    return found.select_related("organisation", "theme").defer("search_text").order_by(*_ORDER)


def week_of(edition: Edition) -> Week:
    """Return the drawers of an edition. Sixteen queries at most, five when the figures are remembered.

    Three of the sixteen and one of the five are asked only when events have several dates.
    """
    stamp, today = newest_line(edition), clock.today()
    counts, tally = counts_of(edition, Filters(), stamp), tally_of(edition, stamp)
    shown = _shown(edition, highlights_of(edition, stamp, has_several=counts.has_several))
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


def event_page_of(edition: Edition, event: Event) -> EventPage:
    """Return what stands beside an event: who takes part, its parts, what else is near that day. Four queries.

    One more where the event, a part or what is near has several dates.
    """
    same_edition = Event.objects.public(edition)
    date = date_from(event, clock.today())
    near = same_edition.filter(department=event.department_id).exclude(pk=event.pk)
    near = near.select_related("organisation", "theme").order_by(*_ORDER)
    found = load_dates(near.filter(takes_place(date.first_day, date.last_day))[:A_FEW]) if date else []
    return EventPage(
        day=date.first_day if date else None,
        co_organisers=list(event.co_organisers.order_by("name")),
        of_organiser=same_edition.filter(organisation=event.organisation_id).count(),
        nearby=[Nearby(other, kilometres_between(event, other)) for other in found],
        linked=linked_to(event, edition),
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


def _shown(edition: Edition, highlights: list[tuple[dt.date, int]]) -> dict[dt.date | None, list[Event]]:
    """Return a few events by day of the edition, those of all other days under None."""
    events = Event.objects.public(edition).filter(pk__in={pk for _day, pk in highlights})
    by_pk = {event.pk: event for event in load_dates(events.select_related("organisation").order_by(*_ORDER))}
    by_day: dict[dt.date | None, list[Event]] = {}
    for day, pk in highlights:
        inside = edition.starts_on <= day <= edition.ends_on
        if pk in by_pk:
            by_day.setdefault(day if inside else None, []).append(by_pk[pk])
    return {day: _in_order(events, day, list(by_pk))[:A_FEW] for day, events in by_day.items()}


def _in_order(events: list[Event], day: dt.date | None, order: list[int]) -> list[Event]:
    """Return the events of a day: what begins on it by its first date, then what comes again."""
    return sorted(events, key=lambda event: (day not in {None, event.first_day}, order.index(event.pk)))


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
