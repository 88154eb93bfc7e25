"""Dates, hours and numbers in words, in the language of the page; French typography for texts people wrote.

The patterns are messages: a further language needs a catalogue, no code. Spaces inside a value never break:
U+202F inside numbers and before %, U+00A0 elsewhere.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from semainier.core import clock

NBSP = "\u00a0"
NNBSP = "\u202f"
UNKNOWN = "—"  # an unknown figure is never 0

type_of_number = int | float | Decimal


def is_french() -> bool:
    return (get_language() or "fr").startswith("fr")


def _day_of_month(day: dt.date) -> str:
    return pgettext("first day of a month", "1") if day.day == 1 else str(day.day)


def day_words(day: dt.date, *, weekday: bool = True, year: bool = False) -> str:
    """Return « samedi 8 juin », with `year` « samedi 8 juin 2013 », without `weekday` « 8 juin »."""
    date = pgettext("day and month", "{day}\u00a0{month}").format(
        day=_day_of_month(day), month=dateformat.format(day, "F")
    )
    if weekday:
        pattern = pgettext("weekday, then day and month", "{weekday} {date}")
        date = pattern.format(weekday=dateformat.format(day, "l"), date=date)
    return f"{date} {day.year}" if year else date


def short_day_words(day: dt.date) -> str:
    """Return « sam. 8 juin »: for tables and narrow columns."""
    pattern = pgettext("short weekday, day, month", "{weekday} {day}\u00a0{month}")
    weekday, month = dateformat.format(day, "D"), dateformat.format(day, "N")
    return pattern.format(weekday=weekday, day=_day_of_month(day), month=month)


def hour_words(hour: dt.time) -> str:
    """Return « 10 h », « 14 h 30 », « minuit »; in English 10 am, 2.30 pm, noon, midnight."""
    values = {
        "h24": str(hour.hour),
        "h12": str(hour.hour % 12 or 12),
        "half": pgettext("hour", "am") if hour.hour < 12 else pgettext("hour", "pm"),  # noqa: PLR2004 -- noon
        "minutes": f"{hour.minute:02d}",
    }
    if hour.minute:
        return pgettext("hour: h24, h12, minutes, half", "{h12}.{minutes}\u00a0{half}").format(**values)
    if hour.hour == 12:  # noqa: PLR2004 -- noon
        return pgettext("hour: h24", "noon").format(**values)
    if hour.hour == 0:
        return pgettext("hour: h24", "midnight").format(**values)
    return pgettext("hour: h24, h12, half", "{h12}\u00a0{half}").format(**values)


def hours_words(start: dt.time, end: dt.time | None) -> str:
    """Return « de 10 h à 12 h », or « à 10 h » when there is no other hour."""
    if end is None or start == end:
        return pgettext("one hour", "at {start}").format(start=hour_words(start))
    return pgettext("hours", "{start} to {end}").format(start=hour_words(start), end=hour_words(end))


def days_words(first: dt.date, last: dt.date, *, weekday: bool = False, year: bool = True) -> str:
    """Return « du 8 au 16 juin 2013 »; one day gives « 8 juin 2013 »; what both days share is said once."""
    if first == last:
        return day_words(first, weekday=weekday, year=year)
    end = day_words(last, weekday=weekday, year=year)
    if (first.year, first.month) == (last.year, last.month):
        start = _day_of_month(first)
        if weekday:
            start = f"{dateformat.format(first, 'l')} {start}"
    else:
        start = day_words(first, weekday=weekday, year=year and first.year != last.year)
    return pgettext("days", "{start} to {end}").format(start=start, end=end)


def span_words(starts_at: dt.datetime, ends_at: dt.datetime | None, zone: str, *, year: bool = False) -> str:
    """Return when an event is, in the legal time of its place (IANA name): « samedi 8 juin, de 10 h à 12 h ».

    Over several days: « du samedi 8 juin à 10 h au dimanche 9 juin à 18 h ». Midnight closes the day before.
    """
    place = ZoneInfo(zone)
    start = starts_at.astimezone(place)
    end = (ends_at or starts_at).astimezone(place)
    last_day = (end - dt.timedelta(microseconds=1)).date() if end > start else start.date()
    if last_day == start.date():
        day = day_words(start.date(), year=year)
        return pgettext("when", "{day}, {hours}").format(day=day, hours=hours_words(start.time(), end.time()))
    return pgettext("when, over several days", "{day}, {hour}, to {last_day}, {last_hour}").format(
        day=day_words(start.date()),
        hour=hour_words(start.time()),
        last_day=day_words(end.date(), year=year),
        last_hour=hour_words(end.time()),
    )


def dates_words(
    dates: Sequence[tuple[dt.datetime, dt.datetime]], zone: str, *, year: bool = False
) -> list[str]:
    """Return several dates in words, one line per pair of hours: « les samedis 6 et 13 juin, de 10 h à 12 h ».

    In the order of their first days, in the legal time of the place; a date over several days has its own line.
    """
    place = ZoneInfo(zone)
    together: dict[object, tuple[list[dt.date], dt.datetime, dt.datetime]] = {}
    for starts_at, ends_at in sorted(dates):
        start, end = starts_at.astimezone(place), ends_at.astimezone(place)
        is_one_day = end <= start or (end - dt.timedelta(microseconds=1)).date() == start.date()
        key = (start.time(), end.time()) if is_one_day else starts_at
        together.setdefault(key, ([], start, end))[0].append(start.date())
    pattern = pgettext("when", "{day}, {hours}")
    return [
        span_words(start, end, zone, year=year)
        if key == start
        else pattern.format(day=list_of_days(days, year=year), hours=hours_words(start.time(), end.time()))
        for key, (days, start, end) in together.items()
    ]


def list_of_days(days: Sequence[dt.date], *, year: bool = False) -> str:
    """Return « les samedis 6 et 13 juin », « samedi 6, mardi 9 et mercredi 1er juillet », a month said once.

    Three days in a row or more: « tous les jours du lundi 8 au vendredi 12 juin ».
    """
    if len(days) == 1:
        return day_words(days[0], year=year)
    if len(days) > 2 and (days[-1] - days[0]).days == len(days) - 1:  # noqa: PLR2004 -- two days are named
        row = days_words(days[0], days[-1], weekday=True, year=year)
        return pgettext("several days in a row", "every day from {days}").format(days=row)
    is_one_weekday = len({day.weekday() for day in days}) == 1
    words = listing(
        [
            _day_before(day, following, weekday=not is_one_weekday, year=year)
            for day, following in zip(days, [*days[1:], None], strict=True)
        ]
    )
    if not is_one_weekday:
        return words
    pattern = pgettext("days of one weekday", "{weekday}s {days}")
    return pattern.format(weekday=dateformat.format(days[0], "l"), days=words)


def _day_before(day: dt.date, following: dt.date | None, *, weekday: bool, year: bool) -> str:
    """Return a day of a list; the month is left to the following day when it is the same, so is the year."""
    if following is None or (following.year, following.month) != (day.year, day.month):
        is_last_of_year = following is None or following.year != day.year
        return day_words(day, weekday=weekday, year=year and is_last_of_year)
    if not weekday:
        return _day_of_month(day)
    pattern = pgettext("weekday, then day and month", "{weekday} {date}")
    return pattern.format(weekday=dateformat.format(day, "l"), date=_day_of_month(day))


def number(value: type_of_number | None, digits: int = 0) -> str:
    """Return « 18 700 » or, with digits, « 29,1 »; None gives a dash."""
    if value is None:
        return UNKNOWN
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return (
        number_format(exact, decimal_pos=digits, force_grouping=True).replace(NBSP, NNBSP).replace("-", "−")
    )


def percent(ratio: type_of_number | None, digits: int = 1) -> str:
    """Return « 29,1 % » for 0.2909; None gives a dash."""
    if ratio is None:
        return UNKNOWN
    return pgettext("percentage", "{number}%").format(number=number(Decimal(str(ratio)) * 100, digits))


def plural(count: int, one: str, many: str) -> str:
    """Return « 0 événement », « 1 événement », « 1 200 événements »; English counts zero as many."""
    single = abs(count) < 2 if is_french() else abs(count) == 1  # noqa: PLR2004 -- French plural begins at two
    return f"{number(count)}{NBSP}{one if single else many}"


def listing(words: Sequence[str]) -> str:
    """Return « a, b et c »."""
    if len(words) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(words)
    return pgettext("list", "{firsts} and {last}").format(firsts=", ".join(words[:-1]), last=words[-1])


def age_words(since: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return how long ago, in the largest unit: « 4 jours », « 5 heures », « moins d’une heure »."""
    hours = int(((now or clock.now()) - since).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < 24:  # noqa: PLR2004 -- hours of a day
        return ngettext("{count}\u00a0hour", "{count}\u00a0hours", hours).format(count=hours)
    days = hours // 24
    return ngettext("{count}\u00a0day", "{count}\u00a0days", days).format(count=number(days))
