"""Dates, hours and numbers in words, in both languages."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import words

PARIS = ZoneInfo("Europe/Paris")
JUNE_8 = dt.date(2013, 6, 8)


def plain(text: str) -> str:
    """Make the spaces that do not break visible as ~ and the narrow ones as _."""
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> dt.datetime:
    return dt.datetime(2013, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("day", "options", "expected"),
    [
        (JUNE_8, {}, "samedi 8~juin"),
        (JUNE_8, {"year": True}, "samedi 8~juin 2013"),
        (JUNE_8, {"weekday": False}, "8~juin"),
        (dt.date(2014, 8, 1), {}, "vendredi 1er~août"),
    ],
)
def test_day_words(day, options, expected) -> None:
    assert plain(words.day_words(day, **options)) == expected


def test_short_day_words() -> None:
    assert plain(words.short_day_words(JUNE_8)) == "sam. 8~juin"


@pytest.mark.parametrize(
    ("hour", "french", "anglais"),
    [
        (dt.time(10), "10~h", "10~am"),
        (dt.time(14, 30), "14~h~30", "2.30~pm"),
        (dt.time(9, 5), "9~h~05", "9.05~am"),
        (dt.time(12), "12~h", "noon"),
        (dt.time(0), "minuit", "midnight"),
        (dt.time(0, 15), "0~h~15", "12.15~am"),
    ],
)
def test_hour_words(hour, french, anglais) -> None:
    assert plain(words.hour_words(hour)) == french
    with translation.override("en"):
        assert plain(words.hour_words(hour)) == anglais


@pytest.mark.parametrize(
    ("first", "last", "options", "expected"),
    [
        ((6, 8), (6, 16), {}, "du 8 au 16~juin 2013"),
        ((6, 28), (7, 3), {}, "du 28~juin au 3~juillet 2013"),
        ((6, 1), (6, 3), {"year": False}, "du 1er au 3~juin"),
        ((6, 8), (6, 16), {"weekday": True, "year": False}, "du samedi 8 au dimanche 16~juin"),
        ((6, 8), (6, 8), {}, "8~juin 2013"),
    ],
)
def test_days_words(first, last, options, expected) -> None:
    assert plain(words.days_words(dt.date(2013, *first), dt.date(2013, *last), **options)) == expected


def test_days_words_over_the_new_year() -> None:
    days = words.days_words(dt.date(2013, 12, 30), dt.date(2014, 1, 2))

    assert plain(days) == "du 30~décembre 2013 au 2~janvier 2014"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(8, 10), at(8, 12), "samedi 8~juin, de 10~h à 12~h"),
        (at(8, 10), None, "samedi 8~juin, à 10~h"),
        (at(8, 20), at(9, 0), "samedi 8~juin, de 20~h à minuit"),
        (at(8, 10), at(9, 18), "du samedi 8~juin à 10~h au dimanche 9~juin à 18~h"),
        (at(8, 22), at(9, 2), "du samedi 8~juin à 22~h au dimanche 9~juin à 2~h"),
    ],
)
def test_span_words(start, end, expected) -> None:
    assert plain(words.span_words(start, end, "Europe/Paris")) == expected


def test_span_words_are_those_of_the_place() -> None:
    start, end = at(8, 22), at(9, 0)

    assert plain(words.span_words(start, end, "Indian/Reunion")) == "dimanche 9~juin, de 0~h à 2~h".replace(
        "0~h", "minuit"
    )


def test_span_words_say_the_year_on_demand() -> None:
    assert (
        plain(words.span_words(at(8, 10), at(8, 12), "Europe/Paris", year=True))
        == "samedi 8~juin 2013, de 10~h à 12~h"
    )


def test_words_in_english(english) -> None:
    assert plain(words.span_words(at(8, 10), at(8, 12), "Europe/Paris")) == "Saturday 8~June, 10~am to noon"
    assert plain(words.days_words(JUNE_8, dt.date(2013, 6, 16))) == "8 to 16~June 2013"
    assert (
        plain(words.span_words(at(8, 10), at(9, 18), "Europe/Paris"))
        == "Saturday 8~June, 10~am, to Sunday 9~June, 6~pm"
    )
    assert words.number(18700) == "18,700"
    assert words.percent(0.2909) == "29.1%"
    assert words.listing(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(770, 0, "770"), (18700, 0, "18_700"), (29.05, 1, "29,1"), (-3, 0, "−3"), (None, 0, "—"), (0, 0, "0")],
)
def test_number(value, digits, expected) -> None:
    assert plain(words.number(value, digits)) == expected


@pytest.mark.parametrize(
    ("ratio", "digits", "expected"),
    [(224 / 770, 1, "29,1_%"), (0.361, 0, "36_%"), (1, 0, "100_%"), (None, 1, "—")],
)
def test_percent(ratio, digits, expected) -> None:
    assert plain(words.percent(ratio, digits)) == expected


def test_plural_begins_at_two_in_french_only() -> None:
    assert [plain(words.plural(n, "événement", "événements")) for n in (0, 1, 1200)] == [
        "0~événement",
        "1~événement",
        "1_200~événements",
    ]
    with translation.override("en"):
        assert plain(words.plural(0, "event", "events")) == "0~events"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0.5, "moins d’une heure"), (1, "1~heure"), (5, "5~heures"), (24, "1~jour"), (99, "4~jours")],
)
def test_age_words(hours, expected) -> None:
    now = at(12, 8)

    assert plain(words.age_words(now - dt.timedelta(hours=hours), now)) == expected


def test_listing() -> None:
    assert [words.listing(list("ab")[:n]) for n in range(3)] == ["", "a", "a et b"]


def dates(*days: tuple[int, int, int, int]) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return dates of 2026 in Paris, each as (month, day, first hour, last hour)."""
    return [
        (
            dt.datetime(2026, month, day, first, tzinfo=PARIS),
            dt.datetime(2026, month, day, last, tzinfo=PARIS),
        )
        for month, day, first, last in days
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([(6, 6, 10, 12), (6, 13, 10, 12)], ["les samedis 6 et 13 juin, de 10 h à 12 h"]),
        (
            [(5, 30, 9, 10), (6, 6, 9, 10), (6, 13, 9, 10)],
            ["les samedis 30 mai, 6 et 13 juin, de 9 h à 10 h"],
        ),
        ([(6, 6, 10, 12), (6, 9, 10, 12)], ["samedi 6 et mardi 9 juin, de 10 h à 12 h"]),
        ([(6, 30, 10, 12), (7, 1, 10, 12)], ["mardi 30 juin et mercredi 1er juillet, de 10 h à 12 h"]),
        (
            [(6, n, 10, 12) for n in range(8, 13)],
            ["tous les jours du lundi 8 au vendredi 12 juin, de 10 h à 12 h"],
        ),
        (
            [(6, 6, 10, 12), (6, 7, 14, 16), (6, 13, 10, 12)],
            ["les samedis 6 et 13 juin, de 10 h à 12 h", "dimanche 7 juin, de 14 h à 16 h"],
        ),
        (
            [(6, 6, 10, 12), (6, 6, 14, 16)],
            ["samedi 6 juin, de 10 h à 12 h", "samedi 6 juin, de 14 h à 16 h"],
        ),
    ],
)
def test_several_dates_are_grouped_by_their_hours(days: list[Any], expected: list[str]) -> None:
    with override("fr"):
        found = words.dates_words(dates(*days), "Europe/Paris")

    assert [line.replace("\u00a0", " ") for line in found] == expected


def test_several_dates_in_english_and_with_the_year() -> None:
    with override("en"):
        found = words.dates_words(dates((6, 6, 10, 12), (6, 13, 10, 12)), "Europe/Paris", year=True)

    assert [line.replace("\u00a0", " ") for line in found] == ["Saturdays 6 and 13 June 2026, 10 am to noon"]


def test_date_over_several_days_has_a_line_of_its_own() -> None:
    (first, _end), (_begin, last) = dates((6, 8, 14, 15), (6, 10, 17, 18))
    with override("fr"):
        found = words.dates_words([(first, last), *dates((6, 13, 10, 12))], "Europe/Paris")

    assert [line.replace("\u00a0", " ") for line in found] == [
        "du lundi 8 juin à 14 h au mercredi 10 juin à 18 h",
        "samedi 13 juin, de 10 h à 12 h",
    ]


def test_list_of_days_over_a_new_year_says_each_year() -> None:
    with override("fr"):
        found = words.list_of_days([dt.date(2026, 12, 26), dt.date(2027, 1, 2)], year=True)

    assert found.replace("\u00a0", " ") == "les samedis 26 décembre 2026 et 2 janvier 2027"


@given(st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), min_size=2, max_size=12))
def test_list_of_days_names_every_day(days: set[dt.date]) -> None:
    listed = sorted(days)
    with override("fr"):
        text = words.list_of_days(listed)

    is_row = len(listed) > 2 and (listed[-1] - listed[0]).days == len(listed) - 1
    named = [1 if word == "1er" else int(word) for word in re.findall(r"1er|\d+", text)]
    assert named == ([listed[0].day, listed[-1].day] if is_row else [day.day for day in listed])
