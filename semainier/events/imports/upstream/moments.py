"""Dates of a calendar: with a zone, in UTC, without a zone, or whole days."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import vDDDTypes
from icalendar.prop import vDuration

from semainier.core.clock import PARIS
from semainier.events.imports.upstream.lines import Block, Property
from semainier.events.imports.upstream.zones import offset_of, zone_named

# Years in which anything may be: far from the ends of the calendar of computers.
EARLIEST, LATEST = 1900, 2200
_LONGEST = dt.timedelta(days=3660)
# Hours from UTC in winter and summer that mean the legal time of Paris.
_PARIS_HOURS = frozenset({dt.timedelta(hours=1), dt.timedelta(hours=2)})


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time with its zone; without one in the legal time of the place. `is_day`: a day without hour."""

    wall: dt.datetime
    zone: dt.tzinfo | None = None
    is_day: bool = False

    @property
    def value(self) -> dt.datetime:
        return self.wall.replace(tzinfo=self.zone)

    def wall_in(self, zone: dt.tzinfo | None) -> dt.datetime:
        """Return the wall time in another zone; where one of both is unknown they are taken to be the same."""
        if self.zone is None or zone is None or self.is_day:
            return self.wall
        return self.value.astimezone(zone).replace(tzinfo=None)


@dataclass(slots=True)
class Zones:
    """The zones that one calendar speaks of, and the names that mean nothing."""

    written: dict[str, dt.tzinfo] = field(default_factory=dict)
    floating: dt.tzinfo | None = None
    unknown: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, blocks: list[Block], own: str) -> "Zones":
        """Read the zones of a calendar; `own` is the one of the calendar itself, for hours without a zone."""
        zones = cls()
        for block in blocks:
            name = block.text("TZID").strip()
            if name and zone_named(name) is None and (zone := _written_out(block)):
                zones.written[name] = zone
        if own:
            zones.floating = zones.named(own)
        return zones

    def named(self, name: str) -> dt.tzinfo | None:
        zone = zone_named(name) or self.written.get(name.strip())
        if zone is None:
            self.unknown[name.strip()[:60]] += 1
        return zone

    def notes(self) -> list[str]:
        reason = _("The time zone “%(name)s” is unknown: its hours are read in the legal time of the place.")
        return [reason % {"name": name} for name in sorted(self.unknown)]

    def moments(self, line: Property) -> list[Moment]:
        """Return the moments of a line; raises ValueError for one that is none."""
        return [self._moment(text, line.params.get("TZID", "")) for text in line.value.split(",") if text]

    def _moment(self, text: str, zone_name: str) -> Moment:
        try:
            value = vDDDTypes.from_ical(text.strip().partition("/")[0])  # type: ignore[no-untyped-call]
        except OverflowError as error:
            raise ValueError(text) from error
        if isinstance(value, dt.date) and not EARLIEST <= value.year <= LATEST:
            raise ValueError(text)
        if isinstance(value, dt.datetime):
            wall = value.replace(tzinfo=None)
            if value.tzinfo is not None:
                return Moment(wall, ZoneInfo("UTC"))
            return Moment(wall, self.named(zone_name) if zone_name else self.floating)
        if isinstance(value, dt.date):
            return Moment(dt.datetime.combine(value, dt.time()), None, is_day=True)
        raise ValueError(text)


def duration_of(text: str) -> dt.timedelta:
    """Return a duration of at most ten years that is not negative; raises ValueError for anything else."""
    try:
        value: dt.timedelta = vDuration.from_ical(text.strip())  # type: ignore[no-untyped-call]
    except OverflowError as error:
        raise ValueError(text) from error
    if not dt.timedelta() <= value <= _LONGEST:
        raise ValueError(text)
    return value


def _written_out(block: Block) -> dt.tzinfo | None:
    """Return the zone that a calendar writes out itself: by its place, else by its hours from UTC."""
    if place := zone_named(block.text("X-LIC-LOCATION")):
        return place
    offsets = {offset_of(line.value) for line in block.lines.get("TZOFFSETTO", ())} - {None}
    hours = {offset.utcoffset(None) for offset in offsets if offset}
    if hours == _PARIS_HOURS:
        return PARIS
    return offsets.pop() if len(offsets) == 1 else None
