"""The one clock."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import clock

instants = st.integers(0, 4_000_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, tz=dt.UTC))


def test_clock_stands_still_inside_the_block(frozen_clock: dt.datetime) -> None:
    moment = dt.datetime(2013, 6, 8, 10, 0, tzinfo=clock.PARIS)

    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == dt.date(2013, 6, 8)

    assert clock.now() == frozen_clock


def test_day_is_that_of_the_place() -> None:
    with clock.at(dt.datetime(2026, 6, 7, 23, 0, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2026, 6, 8)


def test_naive_moment_is_a_defect() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2026, 1, 1)):  # noqa: DTZ001 -- the defect
        pass


@given(instants)
def test_clock_gives_back_the_instant_in_utc(moment: dt.datetime) -> None:
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo == dt.UTC
