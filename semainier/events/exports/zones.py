"""VTIMEZONE blocks (RFC 5545 §3.6.5), worked out of the zone data of the machine."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# So many years on each side of the wanted one tell "the last Sunday" from "the fourth".
_AROUND = 6
# A local time, as the format asks: it has no zone of its own.
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change: `at` is the local time before it, offsets are those before and after."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    is_summer: bool


def timezone_lines(zone: str, year: int) -> list[str]:
    """Return the unfolded lines of the block of a zone, right for `year` and the years around it."""
    return ["BEGIN:VTIMEZONE", f"TZID:{zone}", *_parts(ZoneInfo(zone), year), "END:VTIMEZONE"]


def changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Yield the changes of the clocks in a zone, in order, to the minute."""
    instant = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC)
    step = dt.timedelta(days=7)
    while instant < end:
        if _offset(zone, instant) != _offset(zone, instant + step):
            yield _change_between(zone, instant, instant + step)
        instant += step


def _parts(zone: ZoneInfo, year: int) -> Iterator[str]:
    found = list(changes(zone, year - _AROUND, year + _AROUND))
    if not found:
        moment = dt.datetime(year, 1, 1, tzinfo=dt.UTC).astimezone(zone)
        offset = moment.utcoffset() or dt.timedelta()
        yield from _part(Change(_LONG_AGO, offset, offset, moment.tzname() or zone.key, is_summer=False), "")
        return
    for is_summer in (False, True):
        alike = [change for change in found if change.is_summer == is_summer]
        rule = _yearly_rule(alike, 2 * _AROUND + 1)
        for change in alike[:1] if rule else alike:
            yield from _part(change, rule)


def _part(change: Change, rule: str) -> Iterator[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.at:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_signed(change.before)}"
    yield f"TZOFFSETTO:{_signed(change.after)}"
    yield f"TZNAME:{change.name}"
    if rule:
        yield f"RRULE:{rule}"
    yield f"END:{kind}"


def _yearly_rule(alike: list[Change], years: int) -> str:
    """Return the rule that these changes follow, once a year for so many years; empty without one."""
    first = alike[0] if alike else None
    same = first and all(
        (c.at.month, c.at.weekday(), c.at.time(), c.before, c.after)
        == (first.at.month, first.at.weekday(), first.at.time(), first.before, first.after)
        for c in alike
    )
    if first is None or not same or len(alike) != years:
        return ""
    from_start = {(c.at.day - 1) // 7 + 1 for c in alike}
    from_end = {(_length_of_month(c.at) - c.at.day) // 7 + 1 for c in alike}
    if len(from_start) != 1 and len(from_end) != 1:
        return ""
    place = from_start.pop() if len(from_start) == 1 else -from_end.pop()
    return f"FREQ=YEARLY;BYMONTH={first.at.month};BYDAY={place}{_DAYS[first.at.weekday()]}"


def _length_of_month(day: dt.datetime) -> int:
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return (following - dt.timedelta(days=1)).day


def _change_between(zone: ZoneInfo, early: dt.datetime, late: dt.datetime) -> Change:
    before = _offset(zone, early)
    while late - early > dt.timedelta(minutes=1):
        middle = early + dt.timedelta(minutes=(late - early) // dt.timedelta(minutes=2))
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    local = late.astimezone(zone)
    at = (late + before).replace(tzinfo=None)
    return Change(at, before, _offset(zone, late), local.tzname() or "", bool(local.dst()))


def _offset(zone: ZoneInfo, instant: dt.datetime) -> dt.timedelta:
    return instant.astimezone(zone).utcoffset() or dt.timedelta()


def _signed(offset: dt.timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
