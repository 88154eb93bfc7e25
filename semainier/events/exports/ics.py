"""The programme as a calendar (RFC 5545), written while it is sent."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from semainier.campaigns.models import Edition, EventKind
from semainier.events.exports.source import Source, description_parts, event_url, host, place_words
from semainier.events.exports.zones import timezone_lines
from semainier.events.models import Event, EventSession, Precision, Status
from semainier.events.queries.dates import dates_of
from semainier.events.queries.filters import OTHER_DAYS

_OCTETS = 75
# A byte inside a character of UTF-8 begins with the bits 10.
_HEAD, _INSIDE = 0b1100_0000, 0b1000_0000
_STATES = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# What a text may not hold (RFC 5545 §3.1), and line ends other than \n.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def write_ics(source: Source) -> Iterator[str]:
    """Yield the calendar; zones first, then one event at a time, each of its dates an entry.

    Queries: those of `Source.rows` and one. Memory does not grow.
    """
    yield from map(folded, _head(source.edition))
    zones = source.events.order_by("zone").values_list("zone", flat=True).distinct()
    for zone in zones:
        yield from map(folded, timezone_lines(zone, source.edition.starts_on.year))
    for event in source.rows():
        url = event_url(source.page_url, event)
        for uid, date in _dates(event, source.days):
            yield "".join(map(folded, _event_lines(event, uid, date, url)))
    yield folded("END:VCALENDAR")


def folded(line: str) -> str:
    """Return a content line cut at 75 octets, never inside a character, with its line end."""
    octets = line.encode()
    pieces, begin, end = [], 0, _OCTETS
    while end < len(octets):
        while octets[end] & _HEAD == _INSIDE:
            end -= 1
        pieces.append(octets[begin:end])
        begin, end = end, end + _OCTETS - 1  # the space that opens the next line counts
    return b"\r\n ".join([*pieces, octets[begin:]]).decode() + "\r\n"


def text(value: str) -> str:
    """Return a value of type TEXT: commas, semicolons, backslashes and line ends escaped."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", value)).translate(_ESCAPED)


def _head(edition: Edition) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Semainier//Programme//FR"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{text(edition.name)}"
    yield f"X-WR-CALNAME:{text(edition.name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT6H"
    yield "X-PUBLISHED-TTL:PT6H"


def _dates(event: Event, days: tuple[str, ...]) -> Iterator[tuple[str, EventSession | None]]:
    """Yield the dates with the identifier of each: that of the event for the first, with its beginning for the others.

    So an identifier stays with its date when another is added or removed; a date that moves is a new one.
    """
    if event.session_count == 1:
        yield f"{event.uid}@{host()}", next(iter(dates_of(event)), None)
        return
    for number, date in enumerate(dates_of(event)):
        touched = any(date.first_day.isoformat() <= day <= date.last_day.isoformat() for day in days)
        if touched or not days or OTHER_DAYS in days:
            mark = f"-{_utc(date.starts_at)}" if number else ""
            yield f"{event.uid}{mark}@{host()}", date


def _event_lines(event: Event, uid: str, date: EventSession | None, url: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{_utc(event.updated_at)}"
    yield f"LAST-MODIFIED:{_utc(event.updated_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CONFIRMED' if event.is_rescheduled else _STATES.get(Status(event.status), 'CONFIRMED')}"
    yield from _hours(event, date)
    yield f"SUMMARY:{text(event.title)}"
    yield "DESCRIPTION:" + text("\n\n".join(description_parts(event, url)))
    if place := place_words(event):
        yield f"LOCATION:{text(place)}"
    if event.precision == Precision.EXACT and event.latitude is not None:
        yield f"GEO:{event.latitude:.6f};{event.longitude:.6f}"
    yield "CATEGORIES:" + ",".join(text(word) for word in _categories(event))
    yield f"URL:{url}"
    yield "END:VEVENT"


def _hours(event: Event, date: EventSession | None) -> Iterator[str]:
    if date is None:
        return
    zone = ZoneInfo(event.zone)
    yield f"DTSTART;TZID={event.zone}:{date.starts_at.astimezone(zone):%Y%m%dT%H%M%S}"
    if date.ends_at > date.starts_at:
        yield f"DTEND;TZID={event.zone}:{date.ends_at.astimezone(zone):%Y%m%dT%H%M%S}"


def _categories(event: Event) -> list[str]:
    theme = [str(event.theme)] if event.theme else []
    return [*theme, str(EventKind(event.kind).label)]


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
