"""The dates of an event: one, that of the event itself, or several, each a row of its own."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.core.words import dates_words, days_words, number, span_words
from semainier.events.models import Event, EventSession

Span = tuple[dt.datetime, dt.datetime]


def load_dates(events: Iterable[Event]) -> list[Event]:
    """Load the dates of those among the events that have several. One query, none when each has one."""
    found = list(events)
    prefetch_related_objects([event for event in found if event.session_count > 1], "sessions")
    return found


def dates_of(event: Event) -> list[EventSession]:
    """Return the dates of an event in order, none for a draft without a day.

    No query for one date, nor after `load_dates`; else one. The date of an event that has one is no saved row.
    """
    if event.session_count > 1:
        return list(event.sessions.all())
    if event.starts_at is None or event.ends_at is None or event.first_day is None or event.last_day is None:
        return []
    return [
        EventSession(
            event=event,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            first_day=event.first_day,
            last_day=event.last_day,
        )
    ]


def spans_of(event: Event) -> list[Span]:
    """Return beginning and end of each date, in order. Queries as `dates_of`."""
    if event.session_count > 1:
        return [(date.starts_at, date.ends_at) for date in event.sessions.all()]
    if event.starts_at is None or event.ends_at is None:
        return []
    return [(event.starts_at, event.ends_at)]


def date_on(event: Event, day: dt.date) -> EventSession | None:
    """Return the date that takes place on a day, one that begins on it rather; None without one."""
    found = [date for date in dates_of(event) if date.first_day <= day <= date.last_day]
    return next((date for date in found if date.first_day == day), found[0] if found else None)


def date_from(event: Event, day: dt.date) -> EventSession | None:
    """Return the first date that is not over on a day, else the last; None for a draft without a day."""
    dates = dates_of(event)
    return next((date for date in dates if date.last_day >= day), dates[-1] if dates else None)


def takes_place(first: dt.date | str, last: dt.date | str) -> Q:
    """Keep the events that take place on a day from `first` to `last`, days of the place's calendar.

    An event on several dates does so on the days of its dates only, not on those between.
    """
    dates = EventSession.objects.filter(event=OuterRef("pk"), first_day__lte=last, last_day__gte=first)
    is_there = Q(session_count=1) | Q(Exists(dates))
    return Q(first_day__lte=last, last_day__gte=first) & is_there


def date_lines(event: Event, *, year: bool = False) -> list[str]:
    """Return when an event takes place, in words; several dates grouped by their hours. Queries as `dates_of`."""
    if event.starts_at is None:
        return []
    if event.session_count > 1:
        return dates_words(spans_of(event), event.zone, year=year)
    return [span_words(event.starts_at, event.ends_at, event.zone, year=year)]


def when_words(event: Event, *, year: bool = False) -> str:
    """Return the same on one line, empty without a day. Queries as `dates_of`."""
    return pgettext("between dates", "; ").join(date_lines(event, year=year))


def brief_words(event: Event) -> str:
    """Return when an event takes place, without its several dates: « 3 dates, du 6 au 20 juin ». No query."""
    if event.starts_at is None or event.first_day is None or event.last_day is None:
        return ""
    if event.session_count == 1:
        return span_words(event.starts_at, event.ends_at, event.zone)
    days = days_words(event.first_day, event.last_day, weekday=event.first_day == event.last_day, year=False)
    return _("%(number)s dates, %(days)s") % {"number": number(event.session_count), "days": days}


def spans_words(spans: Sequence[Span], zone: str) -> str:
    """Return dates that are not those of an event, in words, on one line; empty without one."""
    if len(spans) == 1:
        return span_words(*spans[0], zone)
    return pgettext("between dates", "; ").join(dates_words(spans, zone))


def iso_of(dates: Sequence[Span]) -> str:
    """Return dates as the journal and the spreadsheets keep them: `beginning/end`, one space between dates."""
    return " ".join(f"{starts_at.isoformat()}/{ends_at.isoformat()}" for starts_at, ends_at in dates)


def spans_from_iso(text: str) -> list[Span]:
    """Return the dates that `iso_of` wrote."""
    parts = (date.partition("/") for date in text.split())
    return [
        (dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)) for first, _slash, last in parts
    ]
