"""The next action as a rule: what comes first, phase by phase, from events that no database holds."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.core import clock
from semainier.events.models import Event, Moderation, Status
from semainier.home.space import Do, next_action

SIGNED = Commitment()
NOW = dt.datetime(2026, 6, 10, 10, tzinfo=clock.PARIS)
PHASES = list(Phase)
DECLARING = {Phase.OPEN, Phase.WEEK}


def edition(phase: Phase) -> Edition:
    return Edition(
        phase=phase,
        starts_on=dt.date(2026, 6, 6),
        ends_on=dt.date(2026, 6, 14),
        outcomes_until=dt.date(2026, 6, 28),
    )


def event(moderation: Moderation, phase: Phase = Phase.OPEN, *, days: int = 3, **fields: Any) -> Event:
    ends_at = NOW + dt.timedelta(days=days)
    return Event(moderation=moderation, ends_at=ends_at, edition=edition(phase), **fields)


def do(phase: Phase, events: list[Event], commitment: Commitment | None = SIGNED) -> Do:
    with clock.at(NOW):
        return next_action(edition(phase), commitment, events)[0]


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.PREPARATION, Do.JOIN),
        (Phase.OPEN, Do.JOIN),
        (Phase.WEEK, Do.JOIN),
        (Phase.COUNTING, Do.WAIT),
        (Phase.FROZEN, Do.READ),
    ],
)
def test_who_has_not_joined_is_asked_to_while_it_can(phase: Phase, expected: Do):
    assert do(phase, [], None) == expected


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.PREPARATION, Do.WAIT),
        (Phase.OPEN, Do.DECLARE),
        (Phase.WEEK, Do.DECLARE),
        (Phase.COUNTING, Do.WAIT),
        (Phase.FROZEN, Do.READ),
    ],
)
def test_who_has_joined_declares_while_it_can(phase: Phase, expected: Do):
    assert do(phase, []) == expected


@pytest.mark.parametrize(
    ("moderation", "expected"),
    [
        (Moderation.DRAFT, Do.COMPLETE),
        (Moderation.SUBMITTED, Do.WAIT),
        (Moderation.CHANGES_REQUESTED, Do.CORRECT),
        (Moderation.PUBLISHED, Do.WAIT),
        (Moderation.REFUSED, Do.DECLARE),
        (Moderation.WITHDRAWN, Do.DECLARE),
    ],
)
def test_each_state_of_an_event_has_its_action(moderation: Moderation, expected: Do):
    assert do(Phase.OPEN, [event(moderation)]) == expected


def test_what_the_region_has_prepared_comes_before_all_else():
    prepared = event(Moderation.DRAFT, proposed_at=NOW)
    events = [event(Moderation.CHANGES_REQUESTED), event(Moderation.DRAFT), prepared]

    with clock.at(NOW):
        assert next_action(edition(Phase.OPEN), SIGNED, events) == (Do.CONFIRM, prepared)


def test_a_correction_comes_before_telling_and_telling_before_a_draft():
    over = event(Moderation.PUBLISHED, Phase.WEEK, days=-1)
    draft, wrong = event(Moderation.DRAFT, Phase.WEEK), event(Moderation.CHANGES_REQUESTED, Phase.WEEK)

    assert do(Phase.WEEK, [draft, over, wrong]) == Do.CORRECT
    assert do(Phase.WEEK, [draft, over]) == Do.TELL
    assert do(Phase.WEEK, [draft]) == Do.COMPLETE


@pytest.mark.parametrize(
    ("phase", "status", "days", "tells"),
    [
        (Phase.WEEK, Status.SCHEDULED, -1, True),
        (Phase.COUNTING, Status.SCHEDULED, -1, True),
        (Phase.COUNTING, Status.CANCELLED, -1, False),
        (Phase.WEEK, Status.SCHEDULED, 1, False),
        (Phase.FROZEN, Status.SCHEDULED, -1, False),
    ],
)
def test_what_took_place_is_to_be_told_until_the_figures_are_closed(
    phase: Phase, status: Status, days: int, *, tells: bool
):
    found = do(phase, [event(Moderation.PUBLISHED, phase, days=days, status=status)])

    assert (found == Do.TELL) == tells


@pytest.mark.parametrize("phase", [Phase.COUNTING, Phase.FROZEN])
def test_drafts_are_of_no_use_any_more(phase: Phase):
    events = [event(Moderation.DRAFT, phase), event(Moderation.CHANGES_REQUESTED, phase)]

    assert do(phase, events) == (Do.READ if phase == Phase.FROZEN else Do.WAIT)


@given(
    st.sampled_from(PHASES),
    st.lists(st.tuples(st.sampled_from(list(Moderation)), st.integers(-3, 3).filter(bool)), max_size=5),
    st.booleans(),
)
def test_there_is_always_one_action_and_its_event_is_among_them(phase, states, has_joined):
    events = [event(moderation, phase, days=days) for moderation, days in states]

    with clock.at(NOW):
        found, about = next_action(edition(phase), SIGNED if has_joined else None, events)

    assert about is None or any(about is one for one in events)
    assert (about is not None) == (found in {Do.CONFIRM, Do.CORRECT, Do.TELL, Do.COMPLETE})
    assert found not in {Do.DECLARE, Do.COMPLETE, Do.CORRECT} or phase in DECLARING
    assert found != Do.READ or phase == Phase.FROZEN


@given(
    st.permutations([Moderation.SUBMITTED, Moderation.PUBLISHED, Moderation.REFUSED, Moderation.WITHDRAWN])
)
def test_the_order_of_events_makes_no_difference_when_nothing_is_to_be_done(states):
    assert do(Phase.OPEN, [event(moderation) for moderation in states]) == Do.WAIT
