"""When a reminder may leave, on instants alone."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import clock
from semainier.rally.criteria import Matter
from semainier.rally.models import Reason
from semainier.rally.rules import APART, AT_MOST, Past, are_apart, is_taken, next_morning, reason_to_wait

NOON = dt.datetime(2026, 5, 20, 12, tzinfo=clock.PARIS)
DAY = dt.timedelta(days=1)
REMINDERS = [matter for matter in Matter if matter is not Matter.OTHER]
instants = st.integers(0, 8_000).map(lambda hours: NOON + dt.timedelta(hours=hours))


@pytest.mark.parametrize(
    ("days", "reason"),
    [([], None), ([-6], Reason.TOO_SOON), ([-7], None), ([6], Reason.TOO_SOON), ([7], None)],
)
def test_reminders_keep_seven_days_from_each_other(days, reason):
    past = Past(tuple(NOON + DAY * n for n in days))

    assert reason_to_wait(Matter.COMMIT, NOON, past) is reason


def test_fourth_reminder_never_leaves():
    past = Past(tuple(NOON - DAY * n for n in (30, 40, 50)))

    assert reason_to_wait(Matter.DECLARE, NOON, past) is Reason.ENOUGH


def test_question_about_an_event_is_the_first_of_three():
    asked = (NOON - DAY * 21,)

    assert reason_to_wait(Matter.OUTCOME, NOON, Past((NOON - DAY * 14,), asked, 1)) is None
    assert (
        reason_to_wait(Matter.OUTCOME, NOON, Past((NOON - DAY * 14, NOON - DAY * 7), asked, 1))
        is Reason.ENOUGH
    )


def test_invitation_keeps_its_distance_and_is_not_counted():
    times = tuple(NOON - DAY * n for n in (10, 20))

    assert reason_to_wait(Matter.COMMIT, NOON, Past(times, (NOON - DAY * 30,))) is None
    assert reason_to_wait(Matter.COMMIT, NOON, Past((), (NOON - DAY,))) is Reason.TOO_SOON


def test_something_else_may_always_leave():
    assert reason_to_wait(Matter.OTHER, NOON, Past((NOON,) * 9)) is None


def test_a_week_is_a_week_when_the_clocks_change():
    before = dt.datetime(2026, 3, 23, 9, tzinfo=clock.PARIS)
    after = dt.datetime(2026, 3, 30, 9, tzinfo=clock.PARIS)

    assert after.astimezone(dt.UTC) - before.astimezone(dt.UTC) < APART
    assert are_apart(before, after)


@given(instants, instants)
def test_distance_has_no_direction(one, other):
    assert are_apart(one, other) == are_apart(other, one)
    assert not are_apart(one, one)


@given(st.sampled_from(REMINDERS), st.lists(instants, max_size=12))
def test_whatever_is_asked_at_most_three_leave_seven_days_apart(matter, asked):
    left: list[dt.datetime] = []
    for at in asked:
        if reason_to_wait(matter, at, Past(tuple(left))) is None:
            left.append(at)

    assert len(left) <= AT_MOST
    assert all(are_apart(one, other) for one in left for other in left if one is not other)


@given(instants)
def test_next_morning_is_eight_in_paris_on_another_day(at):
    morning = next_morning(at)

    assert (morning.hour, morning.minute) == (8, 0)
    assert morning > at
    assert not is_taken(morning, [at])


def test_day_is_that_of_paris():
    late = dt.datetime(2026, 5, 20, 23, 30, tzinfo=dt.UTC)  # half past one, the day after, in Paris

    assert not is_taken(late, [NOON])
    assert is_taken(late, [NOON + DAY])
