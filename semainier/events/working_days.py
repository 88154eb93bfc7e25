"""Working days by the French calendar of a zone: what the promised delay of a decision is counted in.

Monday to Friday without the legal holidays of the place. Source: Code du travail, art. L3133-1 (the eleven of all),
L3134-13 (Alsace and Moselle), L3422-2 (overseas: the day on which slavery was abolished).
"""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

_SATURDAY, _WEEK, _WORKED = 5, 7, 5
_FIRST_YEAR = 1970  # nothing is asked about earlier holidays
# (month, day) of the holidays that do not move.
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)
_GOOD_FRIDAY = -2


class Zone(StrEnum):
    """The places with holidays of their own; all others have those of the mainland."""

    MAINLAND = "mainland"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "971"
    MARTINIQUE = "972"
    GUYANE = "973"
    REUNION = "974"
    MAYOTTE = "976"
    SAINT_BARTHELEMY = "977"
    SAINT_MARTIN = "978"


# (month, day) that a zone adds each year.
_ADDED = {
    Zone.ALSACE_MOSELLE: (12, 26),
    Zone.GUADELOUPE: (5, 27),
    Zone.MARTINIQUE: (5, 22),
    Zone.GUYANE: (6, 10),
    Zone.REUNION: (12, 20),
    Zone.MAYOTTE: (4, 27),
    Zone.SAINT_BARTHELEMY: (10, 9),
    Zone.SAINT_MARTIN: (5, 28),
}
# Saint-Martin kept the day of Guadeloupe until it had its own. Source: décret n° 2018-322.
_SAINT_MARTIN_OWN_SINCE = 2018


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a place: its holidays and the zone in which its days begin and end."""

    zone: Zone = Zone.MAINLAND
    clock: str = "Europe/Paris"

    def day_of(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(ZoneInfo(self.clock)).date()

    def waited(self, since: dt.datetime, until: dt.datetime) -> int:
        """Return how many working days have passed; constant work, however long ago."""
        return working_days_between(self.day_of(since), self.day_of(until), self.zone)

    def due_on(self, since: dt.datetime, days: int) -> dt.date:
        """Return the last day on which an answer promised within so many working days is in time."""
        return working_day_after(self.day_of(since), days, self.zone)

    def late_before(self, now: dt.datetime, days: int) -> dt.datetime:
        """Return the instant before which whatever was handed over has waited more than so many working days."""
        day = today = self.day_of(now)
        while working_days_between(day - dt.timedelta(days=1), today, self.zone) <= days:
            day -= dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time.min, ZoneInfo(self.clock))


MAINLAND = Calendar()
_METZ = Calendar(Zone.ALSACE_MOSELLE)
# By department or collectivity. Zones of time: the legal ones, as in the reference data.
SPECIAL: dict[str, Calendar] = {
    "57": _METZ,
    "67": _METZ,
    "68": _METZ,
    "971": Calendar(Zone.GUADELOUPE, "America/Guadeloupe"),
    "972": Calendar(Zone.MARTINIQUE, "America/Martinique"),
    "973": Calendar(Zone.GUYANE, "America/Cayenne"),
    "974": Calendar(Zone.REUNION, "Indian/Reunion"),
    "975": Calendar(Zone.MAINLAND, "America/Miquelon"),
    "976": Calendar(Zone.MAYOTTE, "Indian/Mayotte"),
    "977": Calendar(Zone.SAINT_BARTHELEMY, "America/St_Barthelemy"),
    "978": Calendar(Zone.SAINT_MARTIN, "America/Marigot"),
    "986": Calendar(Zone.MAINLAND, "Pacific/Wallis"),
    "987": Calendar(Zone.MAINLAND, "Pacific/Tahiti"),
    "988": Calendar(Zone.MAINLAND, "Pacific/Noumea"),
}


def calendar_of(department: str | None) -> Calendar:
    """Return the calendar of a department by its code; without one that of the mainland."""
    return SPECIAL.get(department or "", MAINLAND)


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar. Source: Meeus, Astronomical Algorithms, ch. 8."""
    century, rest = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - century // 4 - moon_shift + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@lru_cache(maxsize=2048)
def holidays(year: int, zone: Zone = Zone.MAINLAND) -> frozenset[dt.date]:
    """Return the legal holidays of a year in a zone."""
    sunday = easter(year)
    moving = [sunday + dt.timedelta(days=days) for days in _AFTER_EASTER]
    if zone == Zone.ALSACE_MOSELLE:
        moving.append(sunday + dt.timedelta(days=_GOOD_FRIDAY))
    return frozenset([dt.date(year, *day) for day in (*_FIXED, *_added(year, zone))] + moving)


def is_working_day(day: dt.date, zone: Zone = Zone.MAINLAND) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays(day.year, zone)


def working_days_between(start: dt.date, end: dt.date, zone: Zone = Zone.MAINLAND) -> int:
    """Return how many working days come after `start`, up to `end`; 0 when `end` is not later.

    What was sent on a Friday has waited one working day on Monday.
    """
    return max(_worked_until(end, zone) - _worked_until(start, zone), 0)


def working_day_after(start: dt.date, count: int, zone: Zone = Zone.MAINLAND) -> dt.date:
    """Return the working day that comes `count` working days after `start`."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_working_day(day, zone)
    return day


def _added(year: int, zone: Zone) -> list[tuple[int, int]]:
    if zone == Zone.SAINT_MARTIN and year < _SAINT_MARTIN_OWN_SINCE:
        zone = Zone.GUADELOUPE
    return [_ADDED[zone]] if zone in _ADDED else []


def _worked_until(day: dt.date, zone: Zone) -> int:
    """Return the working days of all years from 1 January of the year 1, a Monday, up to the day."""
    weeks, rest = divmod(day.toordinal(), _WEEK)
    free = _free_days(day.year, zone)
    return weeks * _WORKED + min(rest, _WORKED) - _free_before(day.year, zone) - bisect_right(free, day)


@lru_cache(maxsize=2048)
def _free_days(year: int, zone: Zone) -> tuple[dt.date, ...]:
    """Return the holidays of a year that fall on a day that would be worked, in order."""
    return tuple(sorted(day for day in holidays(year, zone) if day.weekday() < _SATURDAY))


@lru_cache(maxsize=2048)
def _free_before(year: int, zone: Zone) -> int:
    """Return how many such holidays lie in the years before."""
    if year <= _FIRST_YEAR:
        return 0
    return _free_before(year - 1, zone) + len(_free_days(year - 1, zone))
