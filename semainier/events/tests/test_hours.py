"""Days and hours in the legal time of a place."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core.errors import DomainError
from semainier.events.hours import end_instant_of, instant_of

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")


@given(
    st.datetimes(
        dt.datetime.fromisoformat("2013-01-01T00:00"), dt.datetime.fromisoformat("2030-01-01T00:00")
    ),
    st.sampled_from([PARIS, REUNION]),
)
def test_hour_is_found_again_or_does_not_exist(local: dt.datetime, zone: ZoneInfo) -> None:
    is_skipped = local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).hour != local.hour
    if is_skipped:
        with pytest.raises(DomainError):
            instant_of(local.date(), local.time(), zone)
        assert (zone, local.month, local.hour) == (PARIS, 3, 2)
    else:
        instant = instant_of(local.date(), local.time(), zone)
        assert instant.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == local


@pytest.mark.parametrize(
    ("day", "hour"), [(dt.date(2026, 3, 29), dt.time(2)), (dt.date(2027, 3, 28), dt.time(2, 59))]
)
def test_hour_that_the_clocks_jump_over_is_refused_in_words(day: dt.date, hour: dt.time) -> None:
    with pytest.raises(DomainError) as caught:
        instant_of(day, hour, PARIS)

    assert (caught.value.code, str(day.day) in caught.value.message) == ("event.no_such_hour", True)


def test_same_hour_exists_where_clocks_do_not_change() -> None:
    assert instant_of(dt.date(2026, 3, 29), dt.time(2), REUNION) == dt.datetime(
        2026, 3, 28, 22, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    ("last_day", "hour", "expected"),
    [
        (None, dt.time(18), dt.datetime.fromisoformat("2026-06-07T16:00")),
        (None, dt.time(0), dt.datetime.fromisoformat("2026-06-07T22:00")),
        (dt.date(2026, 6, 8), dt.time(0), dt.datetime.fromisoformat("2026-06-07T22:00")),
        (dt.date(2026, 6, 8), dt.time(2), dt.datetime.fromisoformat("2026-06-08T00:00")),
    ],
)
def test_end_without_a_day_is_on_the_day_of_the_start(
    last_day: dt.date | None, hour: dt.time, expected: dt.datetime
) -> None:
    start = instant_of(dt.date(2026, 6, 7), dt.time(10), PARIS)

    assert end_instant_of(start, last_day, hour, PARIS) == expected.replace(tzinfo=dt.UTC)
