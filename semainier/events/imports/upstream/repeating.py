"""The dates of an event that repeats (RFC 5545 §3.8.5), within the days of an edition."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain, islice

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar import vDDDTypes

from semainier.core.clock import PARIS
from semainier.events.imports.upstream.limits import Patience

_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
)
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_EARLIEST = 1970
_WHOLE = re.compile(r"[1-9][0-9]{0,5}")
_DAY = dt.timedelta(days=1)


class BadRuleError(Exception):
    """A rule of repetition that is not followed; its text says why."""


def repeated(
    start: dt.datetime,
    rule: str,
    zone: dt.tzinfo | None,
    near: tuple[dt.datetime, dt.datetime],
    patience: Patience,
) -> list[dt.datetime]:
    """Return the wall times of a rule that begins with `start`, those within the bounds of `near`.

    Raises BadRuleError for a rule without sense, one that repeats by the hour, or one that is far too old.
    """
    parts = _parts(rule)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise BadRuleError(_("It repeats by the hour or faster: that is not an event of a programme."))
    if start.year < _EARLIEST:
        raise BadRuleError(_("Its repetition begins before 1970."))
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    last = min(near[1], _last(parts["UNTIL"], zone)) if "UNTIL" in parts else near[1]
    text = ";".join(f"{key}={value}" for key, value in parts.items() if key in _KNOWN)
    try:
        followed = rrulestr(text, dtstart=start).replace(until=last)
        walls = chain([start], (wall for wall in _patient(followed, patience) if wall != start))
        return [wall for wall in islice(walls, count) if near[0] <= wall <= near[1]]
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRuleError(_("Its rule of repetition cannot be read.")) from error


def _patient(moments: Iterator[dt.datetime], patience: Patience) -> Iterator[dt.datetime]:
    patience.check()
    for number, moment in enumerate(moments):
        if number % 1_000 == 0:
            patience.check()
        yield moment


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().split(";"))
    parts = {key.strip(): ",".join(filter(None, value.strip().split(","))) for key, _is, value in pairs}
    for key in ("INTERVAL", "COUNT"):
        if not _WHOLE.fullmatch(parts.get(key, "1")):
            raise BadRuleError(_("Its rule of repetition cannot be read."))
    return {key: value for key, value in parts.items() if value}


def _last(text: str, zone: dt.tzinfo | None) -> dt.datetime:
    """Return the last wall time of a rule; a day means its end, hours in UTC are brought to the zone."""
    try:
        value = vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError) as error:
        raise BadRuleError(_("Its rule of repetition cannot be read.")) from error
    if isinstance(value, dt.datetime):
        return value.astimezone(zone or PARIS).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time()) + _DAY - dt.timedelta(seconds=1)
    raise BadRuleError(_("Its rule of repetition cannot be read."))
