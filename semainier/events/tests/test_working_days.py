"""Working days by zone: known answers, laws, and the public file of holidays where it lies beside the project."""

import csv
import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import clock
from semainier.events.working_days import (
    MAINLAND,
    SPECIAL,
    Zone,
    calendar_of,
    easter,
    holidays,
    is_working_day,
    working_day_after,
    working_days_between,
)
from semainier.territories.models import Department

DAYS = st.dates(dt.date(1985, 1, 1), dt.date(2040, 12, 31))
ZONES = st.sampled_from(Zone)
MOMENTS = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 -- hypothesis takes bounds without a zone
# The public file of holidays (Etalab), when it lies in a data folder beside the project.
FILE = next(Path(__file__).resolve().parents[4].glob("*/data/jours_feries_*.csv"), None)
NAMES = {
    "Alsace-Moselle": Zone.ALSACE_MOSELLE,
    "Guadeloupe": Zone.GUADELOUPE,
    "Guyane": Zone.GUYANE,
    "La Réunion": Zone.REUNION,
    "Martinique": Zone.MARTINIQUE,
    "Mayotte": Zone.MAYOTTE,
    "Saint-Barthélémy": Zone.SAINT_BARTHELEMY,
    "Saint-Martin": Zone.SAINT_MARTIN,
}


@pytest.mark.parametrize(
    ("year", "day"),
    [(2013, (3, 31)), (2014, (4, 20)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))],
)
def test_easter(year, day):
    assert easter(year) == dt.date(year, *day)


def test_holidays_of_a_year():
    # Source: service-public.fr, jours fériés 2026.
    days = [(1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]

    assert sorted(holidays(2026)) == [dt.date(2026, month, day) for month, day in days]


@pytest.mark.parametrize(
    ("department", "added"),
    [
        ("67", [(4, 3), (12, 26)]),
        ("971", [(5, 27)]),
        ("972", [(5, 22)]),
        ("973", [(6, 10)]),
        ("974", [(12, 20)]),
        ("975", []),
        ("976", [(4, 27)]),
        ("977", [(10, 9)]),
        ("978", [(5, 28)]),
        ("988", []),
    ],
)
def test_holidays_that_a_zone_adds_in_2026(department, added):
    own = holidays(2026, calendar_of(department).zone) - holidays(2026)

    assert sorted(own) == [dt.date(2026, *day) for day in added]


def published_holidays():
    found = defaultdict(set)
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for zone in row["zones"].split("|"):
                found[zone].add(dt.date.fromisoformat(row["date"]))
    return found


@pytest.mark.skipif(FILE is None, reason="the public file of holidays is not here")
def test_holidays_are_those_of_the_public_file():
    for name, days in published_holidays().items():
        ours = set().union(*(holidays(year, NAMES.get(name, Zone.MAINLAND)) for year in range(2013, 2031)))
        assert ours == days, name


@pytest.mark.skipif(FILE is None, reason="the public file of holidays is not here")
@given(st.dates(dt.date(2013, 1, 1), dt.date(2030, 11, 1)), st.integers(0, 60), ZONES)
def test_delay_counts_the_days_that_the_public_file_leaves(start, span, zone):
    name = {value: key for key, value in NAMES.items()}.get(zone, "Métropole")
    free = published_holidays()[name]
    later = [start + dt.timedelta(days=n) for n in range(1, span + 1)]

    expected = sum(day.weekday() < 5 and day not in free for day in later)
    assert working_days_between(start, start + dt.timedelta(days=span), zone) == expected


def test_friday_to_monday_is_one_working_day():
    assert working_days_between(dt.date(2026, 5, 15), dt.date(2026, 5, 18)) == 1


@pytest.mark.parametrize(
    ("start", "end", "zone", "days"),
    [
        # Thursday to Monday, with Friday 1 May between.
        ((2026, 4, 30), (2026, 5, 4), Zone.MAINLAND, 1),
        # Good Friday is worked in Bordeaux, not in Strasbourg; Easter Monday in neither.
        ((2026, 4, 2), (2026, 4, 7), Zone.MAINLAND, 2),
        ((2026, 4, 2), (2026, 4, 7), Zone.ALSACE_MOSELLE, 1),
        # Over the turn of the year, Friday 25 December and Friday 1 January left out.
        ((2026, 12, 23), (2027, 1, 4), Zone.MAINLAND, 6),
        ((2026, 5, 21), (2026, 5, 26), Zone.MARTINIQUE, 1),
    ],
)
def test_known_delays(start, end, zone, days):
    assert working_days_between(dt.date(*start), dt.date(*end), zone) == days


def test_same_day_and_earlier_days_count_nothing():
    assert working_days_between(dt.date(2026, 5, 20), dt.date(2026, 5, 20)) == 0
    assert working_days_between(dt.date(2026, 5, 20), dt.date(2026, 5, 10)) == 0


@given(DAYS, st.integers(0, 400), ZONES)
def test_counting_at_once_is_counting_day_by_day(start, span, zone):
    days = [start + dt.timedelta(days=n) for n in range(1, span + 1)]

    assert working_days_between(start, start + dt.timedelta(days=span), zone) == sum(
        is_working_day(day, zone) for day in days
    )


@given(DAYS, st.integers(0, 400), st.integers(0, 400), ZONES)
def test_stretches_add_up(start, first, second, zone):
    middle, end = start + dt.timedelta(days=first), start + dt.timedelta(days=first + second)

    parts = working_days_between(start, middle, zone) + working_days_between(middle, end, zone)
    assert parts == working_days_between(start, end, zone)


@given(DAYS, st.integers(0, 400))
def test_never_more_than_five_in_a_week(start, span):
    assert 0 <= working_days_between(start, start + dt.timedelta(days=span)) <= span - 2 * (span // 7)


@given(DAYS, st.integers(1, 60), ZONES)
def test_the_day_a_count_later_is_that_count_away(start, count, zone):
    day = working_day_after(start, count, zone)

    assert is_working_day(day, zone)
    assert working_days_between(start, day, zone) == count


@given(MOMENTS, st.integers(0, 2000), st.integers(0, 10), st.sampled_from(["33", "67", *SPECIAL]))
def test_what_is_late_came_before_the_limit(now, hours, days, department):
    calendar, since = calendar_of(department), now - dt.timedelta(hours=hours)

    assert (since < calendar.late_before(now, days)) == (calendar.waited(since, now) > days)


@given(MOMENTS, st.integers(1, 10), st.sampled_from(["33", *SPECIAL]))
def test_last_day_of_the_promise_is_not_late_and_the_next_one_is(since, days, department):
    calendar = calendar_of(department)
    due = calendar.due_on(since, days)
    zone = calendar.zone

    assert working_days_between(calendar.day_of(since), due, zone) == days
    assert working_days_between(calendar.day_of(since), working_day_after(due, 1, zone), zone) > days


def test_day_begins_where_the_organiser_is():
    evening = dt.datetime(2026, 5, 20, 23, 30, tzinfo=clock.PARIS)

    assert (MAINLAND.day_of(evening).day, calendar_of("974").day_of(evening).day) == (20, 21)
    assert calendar_of("972").day_of(evening + dt.timedelta(hours=5)).day == 20


def test_zones_of_time_are_those_of_the_territories(france):
    known = dict(Department.objects.values_list("code", "time_zone"))

    assert {code: calendar_of(code).clock for code in known} == known
