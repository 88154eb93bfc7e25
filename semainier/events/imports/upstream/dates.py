"""The dates of one event of a calendar: its own, its repetitions, and the exceptions to them."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from semainier.events.imports.upstream.incoming import Incoming, Span, Window
from semainier.events.imports.upstream.limits import Patience
from semainier.events.imports.upstream.lines import Block
from semainier.events.imports.upstream.moments import Moment, Zones, duration_of
from semainier.events.imports.upstream.repeating import BadRuleError, repeated

_DAY = dt.timedelta(days=1)
_MOST_RULES = 5


@dataclass(frozen=True, slots=True)
class _First:
    """The date that an account gives itself."""

    start: Moment
    length: dt.timedelta

    def at(self, wall: dt.datetime) -> Span:
        """Return the date moved to another wall time, as long by the clock."""
        zone = self.start.zone
        return Span(wall.replace(tzinfo=zone), (wall + self.length).replace(tzinfo=zone))


@dataclass(frozen=True, slots=True)
class Course:
    """What stands around the events of one calendar: its zones, the days that count, the time it may take."""

    zones: Zones
    window: Window
    patience: Patience


def spans_of(block: Block, exceptions: list[Block], event: Incoming, course: Course) -> list[Span]:
    """Return all dates near the window, in order; what is wrong or was repaired is said in the event."""
    zones = course.zones
    first = _first(block, event, zones)
    if first is None:
        return []
    try:
        walls = {first.start.wall} if block in exceptions else _walls(block, first, event, course)
    except BadRuleError as error:
        event.refuse("dates", "import.bad_rule", str(error))
        return []
    moved: set[Span] = set()
    for exception in exceptions:
        if exception is block:
            continue
        replaced = _moments(exception, "RECURRENCE-ID", event, zones)
        walls -= {moment.wall_in(first.start.zone) for moment in replaced}
        if exception.text("STATUS").upper() != "CANCELLED" and (own := _first(exception, event, zones)):
            moved.add(own.at(own.start.wall))
    return sorted(
        {first.at(wall) for wall in walls} | moved, key=lambda span: span.start.replace(tzinfo=None)
    )


def _walls(block: Block, first: _First, event: Incoming, course: Course) -> set[dt.datetime]:
    """Return the wall times at which the event begins, its exceptions left out."""
    zone, near = first.start.zone, course.window.wide
    near = (near[0] - first.length, near[1])
    walls = {first.start.wall}
    for rule in block.lines.get("RRULE", ())[:_MOST_RULES]:
        walls |= set(repeated(first.start.wall, rule.value, zone, near, course.patience))
    walls |= {moment.wall_in(zone) for moment in _moments(block, "RDATE", event, course.zones)}
    excluded = _moments(block, "EXDATE", event, course.zones)
    days = {moment.wall.date() for moment in excluded if moment.is_day}
    if days and not first.start.is_day:
        event.say(_("Its exceptions are whole days: every hour of these days is left out."))
    hours = {moment.wall_in(zone) for moment in excluded if not moment.is_day}
    return {wall for wall in walls if wall not in hours and wall.date() not in days}


def _first(block: Block, event: Incoming, zones: Zones) -> _First | None:
    if not block.lines.get("DTSTART"):
        event.refuse("debut", "import.required", _("It has no day."))
        return None
    starts = _moments(block, "DTSTART", event, zones)
    if not starts:
        written = block.lines["DTSTART"][0].value[:60]
        event.refuse("debut", "import.moment", _("“%(text)s” is not a day.") % {"text": written})
        return None
    start = starts[0]
    length = _length(block, start, event, zones)
    if length < dt.timedelta():
        event.refuse("fin", "event.reversed", _("The event ends before it begins."))
        return None
    if start.is_day:
        event.say(_("It has days without hours: it is taken from midnight to midnight."))
    return _First(start, length)


def _length(block: Block, start: Moment, event: Incoming, zones: Zones) -> dt.timedelta:
    ends = _moments(block, "DTEND", event, zones)
    if ends:
        length = ends[0].wall_in(start.zone) - start.wall
        if start.is_day and not length:
            event.say(
                _("It ends on the day on which it begins, which the format forbids: it lasts that whole day.")
            )
            return _DAY
        if start.is_day and length > dt.timedelta():  # an hour in the end of a whole day
            return -(-length // _DAY) * _DAY
        return length
    if line := block.first("DURATION"):
        try:
            return duration_of(line.value)
        except ValueError:
            event.say(_("How long it lasts cannot be read."))
    if start.is_day:
        return _DAY
    event.say(_("The calendar gives no end: it ends when it begins."))
    return dt.timedelta()


def _moments(block: Block, name: str, event: Incoming, zones: Zones) -> list[Moment]:
    found: list[Moment] = []
    for line in block.lines.get(name, ()):
        try:
            found += zones.moments(line)
        except ValueError:
            if name != "DTSTART":
                event.say(_("“%(text)s” is not a day and was left out.") % {"text": line.value[:60]})
    return found
