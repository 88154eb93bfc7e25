"""Write the dates of an event: one is the event's own, several are rows of which it keeps first and last."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from semainier.core.errors import Conflict, DomainError
from semainier.core.words import number, span_words
from semainier.events.models import Event, EventSession, Moderation, Status
from semainier.events.queries.dates import Span, spans_of

MOST_DATES = 60


def checked_dates(sessions: Sequence[Span], zone: str) -> list[Span]:
    """Return the dates in order.

    Raises DomainError (422) `event.reversed`, `event.doubled_date`, `event.overlapping_dates`,
    `event.too_many_dates` (60). `zone` is that of the place, for the words.
    """
    if len(sessions) > MOST_DATES:
        raise DomainError(
            "event.too_many_dates",
            _("An event has at most %(most)s dates; this one has %(number)s.")
            % {"most": number(MOST_DATES), "number": number(len(sessions))},
            _("Declare the others as a second event."),
        )
    dates = sorted((starts_at, ends_at) for starts_at, ends_at in sessions)
    for starts_at, ends_at in dates:
        _check_order(starts_at, ends_at)
    for one, other in pairwise(dates):
        _check_apart(one, other, zone)
    return dates


def wanted_dates(
    event: Event, before: Sequence[Span], fields: dict[str, Any], sessions: Sequence[Span] | None
) -> list[Span]:
    """Return the dates that a change asks for: `sessions`, else those of before with starts_at and ends_at of `fields`.

    Raises as `checked_dates`; Conflict `event.several_dates` when one beginning or end is given for an event that
    has several dates.
    """
    if sessions is not None:
        if {"starts_at", "ends_at"} & fields.keys():
            raise TypeError("Give sessions, or starts_at and ends_at.")
        return checked_dates(sessions, event.zone)
    if len(before) < 2:  # noqa: PLR2004 -- one date is the event's own
        one = (event.starts_at, event.ends_at)
        if one[0] is None or one[1] is None:
            return []
        _check_order(one[0], one[1])
        return [(one[0], one[1])]
    whole = (before[0][0], max(ends_at for _starts_at, ends_at in before))
    if (fields.get("starts_at", whole[0]), fields.get("ends_at", whole[1])) != whole:
        raise Conflict(
            "event.several_dates",
            _("This event takes place on %(number)s dates.") % {"number": number(len(before))},
            _("Change them in its form."),
        )
    return list(before)


def set_dates(event: Event, dates: Sequence[Span]) -> None:
    """Work out what the event itself keeps of its dates: first beginning, last end, their days, how many. No query."""
    event.session_count = max(len(dates), 1)
    event.first_day = event.last_day = None
    if not dates:
        return
    event.starts_at = dates[0][0]
    event.ends_at = max(ends_at for _starts_at, ends_at in dates)
    days = [days_of(starts_at, ends_at, event.tz) for starts_at, ends_at in dates]
    event.first_day = min(first for first, _last in days)
    event.last_day = max(last for _first, last in days)


def keep_dates(event: Event, dates: Sequence[Span]) -> None:
    """Write the rows of the dates of an event that was saved, none for one date. One query, two for several."""
    event.sessions.all().delete()
    if event.session_count > 1:
        EventSession.objects.bulk_create(_row(event, *date) for date in dates)
    event._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001 -- Django's own name


def keep_announced(event: Event, dates: Sequence[Span]) -> None:
    """Remember the dates first announced of an event that now stands on others. No query; the caller saves."""
    is_known = event.moderation == Moderation.PUBLISHED and event.status == Status.POSTPONED
    if is_known and not event.announced and dates:
        event.announced = [[starts_at.isoformat(), ends_at.isoformat()] for starts_at, ends_at in dates]
        event.postponed_from = dates[0][0]


def announced_dates(event: Event) -> list[Span]:
    """Return the dates first announced, those of the event when it never was postponed. Queries as `dates_of`."""
    read = dt.datetime.fromisoformat
    return [(read(starts_at), read(ends_at)) for starts_at, ends_at in event.announced] or spans_of(event)


def days_of(starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date touches; midnight closes the day before."""
    last_instant = max(starts_at, ends_at - dt.timedelta(microseconds=1))
    return starts_at.astimezone(zone).date(), last_instant.astimezone(zone).date()


def _row(event: Event, starts_at: dt.datetime, ends_at: dt.datetime) -> EventSession:
    first_day, last_day = days_of(starts_at, ends_at, event.tz)
    return EventSession(
        event=event, starts_at=starts_at, ends_at=ends_at, first_day=first_day, last_day=last_day
    )


def _check_order(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at < starts_at:
        raise DomainError(
            "event.reversed",
            _("The event ends before it begins."),
            _("Correct the day or the hour of the end."),
        )


def _check_apart(one: Span, other: Span, zone: str) -> None:
    if one == other:
        raise DomainError(
            "event.doubled_date",
            _("This date is there twice: %(date)s.") % {"date": span_words(*one, zone)},
            _("Remove one of them."),
        )
    if other[0] < one[1] or other[0] == one[0]:
        raise DomainError(
            "event.overlapping_dates",
            _("Two dates overlap: %(one)s and %(other)s.")
            % {"one": span_words(*one, zone), "other": span_words(*other, zone)},
            _("Correct their hours, or declare two events."),
        )
