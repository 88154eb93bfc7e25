"""Dates, hours and numbers in words, in both languages."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

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
