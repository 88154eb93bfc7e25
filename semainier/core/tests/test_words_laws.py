"""Laws of the words: no ordinary space inside a value, nothing lost, both languages speak."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import words

DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2040, 12, 31))
HOURS = st.times()
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Guadeloupe", "Pacific/Noumea"])


def numbers_in(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


@LANGUAGES
@given(st.integers(-(10**12), 10**12))
def test_a_number_keeps_its_digits_and_never_breaks(language: str, value: int):
    with translation.override(language):
        said = words.number(value)

    assert re.sub(r"[^\d−]", "", said) == str(value).replace("-", "−")
    assert " " not in said


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 3))
def test_a_number_is_rounded_to_the_nearest(value: Decimal, digits: int):
    said = words.number(value, digits).replace("−", "-").replace("\u202f", "").replace(",", ".")

    assert abs(Decimal(said) - value) <= Decimal(1).scaleb(-digits) / 2
    assert len(said.partition(".")[2]) == digits


@LANGUAGES
@given(st.floats(0, 1))
def test_a_rate_lies_between_0_and_100(language: str, ratio: float):
    with translation.override(language):
        said = words.percent(ratio, 0)

    assert 0 <= int(re.sub(r"\D", "", said)) <= 100
    assert said.endswith("%")
    assert " " not in said


@pytest.mark.parametrize("function", [words.number, words.percent])
def test_what_is_unknown_is_a_dash_never_a_nought(function):
    assert function(None) == "—" != function(0)


@LANGUAGES
@given(DAYS)
def test_a_day_names_its_number_and_its_year_when_asked(language: str, day: dt.date):
    with translation.override(language):
        short, long = words.day_words(day), words.day_words(day, year=True)

    assert numbers_in(short) == [day.day]
    assert long.startswith(short)
    assert numbers_in(long) == [day.day, day.year]


@given(DAYS, DAYS)
def test_days_of_a_week_of_events_are_told_in_order(one: dt.date, other: dt.date):
    first, last = sorted((one, other))

    said = numbers_in(words.days_words(first, last))

    assert (said[-1], last.day in said, first.day in said) == (last.year, True, True)


@given(DAYS, DAYS)
def test_a_year_or_a_month_that_both_share_is_said_once(one: dt.date, other: dt.date):
    first, last = sorted((one, other))

    said = words.days_words(first, last)

    assert said.count(str(last.year)) == 1
    if (first.year, first.month) == (last.year, last.month) and first != last:
        month = words.day_words(last, weekday=False).split("\u00a0")[1]
        assert said.count(month) == 1


@LANGUAGES
@given(HOURS)
def test_an_hour_does_not_break(language: str, hour: dt.time):
    with translation.override(language):
        assert " " not in words.hour_words(hour)


@given(HOURS, HOURS)
def test_different_minutes_are_different_words(one: dt.time, other: dt.time):
    same = (one.hour, one.minute) == (other.hour, other.minute)

    assert (words.hour_words(one) == words.hour_words(other)) == same


@LANGUAGES
@given(st.datetimes(dt.datetime(2013, 1, 1), dt.datetime(2040, 1, 1)), st.integers(0, 80), ZONES)  # noqa: DTZ001 -- the zone follows
def test_when_an_event_is_can_always_be_told(language: str, start: dt.datetime, hours: int, zone: str):
    begin = start.replace(tzinfo=dt.UTC)

    with translation.override(language):
        said = words.span_words(begin, begin + dt.timedelta(hours=hours), zone, year=True)

    assert "{" not in said
    assert re.search(r"\b20\d\d\b", said)


@given(st.lists(st.text(alphabet="abc", min_size=1), max_size=6))
def test_a_list_names_each_and_has_one_and(names: list[str]):
    said = words.listing(names)

    assert re.split(r", | et ", said) == (names or [""])
    assert said.count(" et ") == (len(names) > 1)


@LANGUAGES
@given(st.integers(0, 5_000_000))
def test_an_age_is_told_in_one_unit(language: str, seconds: int):
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)

    with translation.override(language):
        said = words.age_words(now - dt.timedelta(seconds=seconds), now)

    assert len(numbers_in(said.replace("\u202f", ""))) == (seconds >= 3600)
    assert not said.startswith("0")


@given(st.integers(0, 100_000))
def test_the_plural_begins_at_two_in_french(count: int):
    said = words.plural(count, "jour", "jours")

    assert said.endswith("\u00a0jours") == (count >= 2)
