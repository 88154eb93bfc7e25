"""The states of a mail: forward only, longer and longer waits, whatever happens in whatever order."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import recover_claims, send_due
from semainier.mailings.services.send import claim_next
from semainier.mailings.states import BACK_OFF, NEXT_STATES, SHAPES, State, delay_after, states_before
from semainier.mailings.tests.factories import Notebook, make_mail
from semainier.mailings.transports import InDoubtError, RefusedError

STARTED = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
HAPPENINGS = {
    "sent": None,
    "refused": RefusedError("451 later"),
    "refused for good": RefusedError("550 no such user", is_permanent=True),
    "cut off": InDoubtError("connection lost"),
    "broken": KeyError("a defect"),
}


def test_back_off_is_that_of_the_operations_page():
    assert [delay_after(attempts) for attempts in range(1, 6)] == [
        dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=30),
        dt.timedelta(hours=2), dt.timedelta(hours=12),
    ]  # fmt: skip
    assert delay_after(0) is delay_after(6) is None


@given(st.integers(min_value=1, max_value=50))
def test_back_off_never_shortens_and_ends(attempts):
    delay, following = delay_after(attempts), delay_after(attempts + 1)

    assert (delay is None) == (attempts > len(BACK_OFF))
    assert following is None or (delay is not None and delay < following)


def test_every_state_has_a_shape_and_followers():
    assert set(SHAPES) == set(NEXT_STATES) == set(State)
    assert states_before(State.SENDING) == [State.QUEUED]
    assert [state for state, after in NEXT_STATES.items() if not after] == [State.SENT, State.SUPPRESSED]


def _live_through(story: list[str]) -> list[tuple[State, int]]:
    """Return the states and attempts of a mail to which these things happen an hour or a day apart."""
    mail = make_mail()
    seen = [(State(mail.state), mail.attempts)]
    moment = STARTED
    for happening in story:
        moment += dt.timedelta(hours=13)
        with clock.at(moment):
            if happening == "crash":
                claim_next()
            else:
                send_due(limit=1, transport=Notebook(HAPPENINGS[happening]))
            seen.append(_state_of(mail))
        with clock.at(moment + dt.timedelta(hours=1)):
            recover_claims(transport=Notebook())
            seen.append(_state_of(mail))
    return seen


def _state_of(mail: Mail) -> tuple[State, int]:
    mail.refresh_from_db()
    return State(mail.state), mail.attempts


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=st.lists(st.sampled_from([*HAPPENINGS, "crash"]), max_size=9), resends=st.booleans())
def test_states_never_go_backwards(settings, story, resends):
    settings.MAIL_RESEND_IN_DOUBT = resends
    with clock.at(STARTED):
        seen = _live_through(story)

    for (state, attempts), (next_state, next_attempts) in pairwise(seen):
        steps = (
            NEXT_STATES[state]
            | {state}
            | {later for middle in NEXT_STATES[state] for later in NEXT_STATES[middle]}
        )
        assert next_state in steps
        assert next_attempts in {attempts, attempts + 1}
        assert state not in {State.SENT, State.FAILED} or (next_state, next_attempts) == (state, attempts)
