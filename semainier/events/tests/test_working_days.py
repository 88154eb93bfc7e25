import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.events.working_days import (
    easter,
    holidays,
    is_working_day,
    working_day_after,
    working_days_between,
)

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("year", "day"),
    [(2013, (3, 31)), (2014, (4, 20)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))],
)
def test_easter(year, day):
    assert easter(year) == dt.date(year, *day)


def test_holidays_of_a_year():
    # Source: service-public.fr, jours fériés 2026.
    assert sorted(holidays(2026)) == [
        dt.date(2026, month, day)
        for month, day in [
            (1, 1),
            (4, 6),
            (5, 1),
            (5, 8),
            (5, 14),
            (5, 25),
            (7, 14),
            (8, 15),
            (11, 1),
            (11, 11),
            (12, 25),
        ]
    ]


def test_friday_to_monday_is_one_working_day():
    assert working_days_between(dt.date(2026, 5, 15), dt.date(2026, 5, 18)) == 1


def test_holiday_does_not_count():
    # Thursday to Monday, with Friday 1 May between.
    assert working_days_between(dt.date(2026, 4, 30), dt.date(2026, 5, 4)) == 1


def test_same_day_and_earlier_days_count_nothing():
    assert working_days_between(dt.date(2026, 5, 20), dt.date(2026, 5, 20)) == 0
    assert working_days_between(dt.date(2026, 5, 20), dt.date(2026, 5, 10)) == 0


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_stretches_add_up(start, first, second):
    middle, end = start + dt.timedelta(days=first), start + dt.timedelta(days=first + second)

    assert working_days_between(start, middle) + working_days_between(middle, end) == working_days_between(
        start, end
    )


@given(DAYS, st.integers(0, 400))
def test_never_more_than_five_in_a_week(start, span):
    assert 0 <= working_days_between(start, start + dt.timedelta(days=span)) <= span - 2 * (span // 7)


@given(DAYS, st.integers(1, 60))
def test_the_day_a_count_later_is_that_count_away(start, count):
    day = working_day_after(start, count)

    assert is_working_day(day)
    assert working_days_between(start, day) == count
