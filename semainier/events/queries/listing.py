"""The programme as a list: a page of it under the filters, its events by day."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.models import Event, EventQuerySet, EventSession
from semainier.events.queries.counts import Counts, When, counts_of, newest_line
from semainier.events.queries.dates import date_from, load_dates, takes_place
from semainier.events.queries.filters import OTHER_DAYS, Filters
from semainier.events.queries.public import public_events

PER_PAGE = 20


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


def listing_of(edition: Edition, filters: Filters) -> Listing:
    """Return the page of the programme that the filters ask for, the last beyond the end.

    Four queries, up to five more when events have several dates and the week runs.
    While the week runs, today comes first and what is over last, unless days are asked for.
    """
    counts = counts_of(edition, filters, newest_line(edition))
    page_obj: Page[int] = Paginator(range(counts.total), PER_PAGE).get_page(filters.page)
    first, last = max(page_obj.start_index() - 1, 0), page_obj.end_index()
    return Listing(counts, page_obj, list(_groups(edition, filters, counts, first, last)))


def _groups(edition: Edition, filters: Filters, counts: Counts, first: int, last: int) -> Iterator[Group]:
    """Yield the events from the `first` to before the `last`, by day."""
    found, today, wanted = public_events(edition, filters), clock.today(), filters.values("jour")
    if len(wanted) == 1 and wanted[0] != OTHER_DAYS:
        day = dt.date.fromisoformat(wanted[0])
        ordered = _on(found, day) if counts.has_several else found.order_by("-first_day", "starts_at", "pk")
        if events := load_dates(ordered[first:last]):
            yield Group(day, events, is_only=True)
    elif not wanted and edition.starts_on < today <= edition.ends_on:
        yield from _by_day(load_dates(_from_today(found, counts, today, first, last)), today)
    else:
        yield from _by_day(load_dates(found[first:last]))


def _on(found: EventQuerySet, day: dt.date) -> EventQuerySet:
    """Return the events in the order of a day: what begins on it comes before what goes on from another."""
    dates = EventSession.objects.filter(event=OuterRef("pk"), first_day__lte=day, last_day__gte=day)
    of_day = dates.order_by("-first_day", "starts_at")
    several = {"session_count__gt": 1}
    return found.annotate(
        begins_on=models.Case(
            models.When(**several, then=Subquery(of_day.values("first_day")[:1])), default=F("first_day")
        ),
        begins_at=models.Case(
            models.When(**several, then=Subquery(of_day.values("starts_at")[:1])), default=F("starts_at")
        ),
    ).order_by("-begins_on", "begins_at", "pk")


def _from_today(
    found: EventQuerySet, counts: Counts, today: dt.date, first: int, last: int
) -> Iterator[Event]:
    """Yield a slice of the events: today's, those under way, those to come, those that are over. Five queries at most."""
    parts = {
        When.TODAY: found.filter(first_day=today),
        When.UNDER_WAY: found.filter(takes_place(today, today), first_day__lt=today),
        When.LATER: None,
        When.OVER: found.filter(last_day__lt=today),
    }
    for when, events in parts.items():
        number = counts.times.get(when, 0) + (counts.times.get(When.AGAIN, 0) if events is None else 0)
        begin, end = max(first, 0), min(last, number)
        if first < number and last > 0:
            yield from _coming(found, counts, today, begin, end) if events is None else events[begin:end]
        first, last = first - number, last - number


def _coming(found: EventQuerySet, counts: Counts, today: dt.date, first: int, last: int) -> list[Event]:
    """Return a slice of the events to come, by the day of their next date: new ones, then those that come again.

    Both are lists in the order of an index; how many of each stand before a place is known by day. Three queries at most.
    """
    (later, again), (later_end, again_end) = _places(counts, first), _places(counts, last)
    coming = list(found.filter(first_day__gt=today)[later:later_end])
    if again_end > again:
        following = EventSession.objects.filter(event=OuterRef("pk"), first_day__gt=today).order_by(
            "starts_at"
        )
        back = found.filter(~takes_place(today, today), first_day__lt=today, last_day__gt=today)
        coming += back.order_by(Subquery(following.values("starts_at")[:1]), "pk")[again:again_end]
    return sorted(load_dates(coming), key=lambda event: _next_day(event, today) or today)


def _places(counts: Counts, place: int) -> tuple[int, int]:
    """Return how many of the first `place` events to come are new, and how many come again."""
    later = again = 0
    for numbers in counts.coming.values():
        left = place - later - again
        new = min(left, numbers.get(When.LATER, 0))
        later, again = later + new, again + min(left - new, numbers.get(When.AGAIN, 0))
    return later, again


def _next_day(event: Event, today: dt.date | None) -> dt.date | None:
    """Return the day under which an event stands: that of its first date, seen from `today` of its next one."""
    if today is None or event.session_count == 1:
        return event.first_day
    date = date_from(event, today)
    return date.first_day if date else None


def _by_day(events: Iterable[Event], today: dt.date | None = None) -> Iterator[Group]:
    """Group events by their day; seen from `today`, those under way stand under it."""

    def heading_of(event: Event) -> tuple[dt.date | None, str]:
        day = _next_day(event, today)
        if today is None or day is None or event.last_day is None or day > today:
            return day, ""
        if event.last_day < today:
            return event.first_day, pgettext("a day", "over")
        return today, _("Today").lower()

    for (day, word), same in groupby(events, key=heading_of):
        yield Group(day, list(same), word)
