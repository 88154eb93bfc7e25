"""Working days of mainland France: what the promised delay of a decision is counted in.

Monday to Friday without the eleven legal holidays. Source: Code du travail, art. L3133-1. Those of
Alsace-Moselle and overseas are left out: a promise is the same for all.
"""

import datetime as dt
from functools import lru_cache

PROMISED = 4  # working days in which the region decides
_SATURDAY = 5
# (month, day) of the holidays that do not move.
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar. Source: Meeus, Astronomical Algorithms, ch. 8."""
    century, rest = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - century // 4 - moon_shift + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[dt.date]:
    """Return the legal holidays of a year."""
    sunday = easter(year)
    moving = [sunday + dt.timedelta(days=days) for days in _AFTER_EASTER]
    return frozenset([dt.date(year, month, day) for month, day in _FIXED] + moving)


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Return how many working days come after `start`, up to `end`; 0 when `end` is not later.

    What was sent on a Friday has waited one working day on Monday.
    """
    span = (end - start).days
    return sum(is_working_day(start + dt.timedelta(days=n)) for n in range(1, span + 1))


def working_day_after(start: dt.date, count: int) -> dt.date:
    """Return the working day that comes `count` working days after `start`."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day
