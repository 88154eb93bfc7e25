"""What each phase allows."""

import datetime as dt

import pytest

from semainier.campaigns.access import OPEN_IN, check_open, is_open
from semainier.campaigns.models import Edition, Phase
from semainier.campaigns.queries import proposed_phase
from semainier.core.errors import Conflict
from semainier.core.permissions import Permission as P

TODAY = dt.date(2026, 5, 20)
ALLOWED = {
    Phase.PREPARATION: {P.COMMITMENT_SIGN, P.EDITION_MANAGE},
    Phase.OPEN: {P.COMMITMENT_SIGN, P.EVENT_DECLARE, P.EVENT_MODERATE, P.OUTCOME_GIVE, P.EDITION_MANAGE},
    Phase.WEEK: {P.COMMITMENT_SIGN, P.EVENT_DECLARE, P.EVENT_MODERATE, P.OUTCOME_GIVE, P.EDITION_MANAGE},
    Phase.COUNTING: {P.EVENT_MODERATE, P.OUTCOME_GIVE, P.EDITION_MANAGE},
    Phase.FROZEN: set(),
}


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("permission", list(OPEN_IN))
def test_each_phase_allows_what_the_table_says(phase: Phase, permission: P) -> None:
    edition = Edition(phase=phase, outcomes_until=dt.date(2026, 6, 28))

    assert is_open(edition, permission, TODAY) == (permission in ALLOWED[phase])


def test_what_has_no_phase_is_always_open() -> None:
    assert is_open(Edition(phase=Phase.FROZEN), P.REPORT_VIEW, TODAY)


def test_outcomes_close_after_their_last_day() -> None:
    edition = Edition(phase=Phase.COUNTING, outcomes_until=dt.date(2026, 6, 28))

    assert is_open(edition, P.OUTCOME_GIVE, dt.date(2026, 6, 28))
    assert not is_open(edition, P.OUTCOME_GIVE, dt.date(2026, 6, 29))


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COUNTING, Phase.FROZEN])
def test_refusal_names_the_phase_and_what_to_do(phase: Phase) -> None:
    with pytest.raises(Conflict) as refusal:
        check_open(Edition(name="Semaine", phase=phase), P.EVENT_DECLARE, TODAY)

    assert (refusal.value.code, refusal.value.status) == ("edition.phase", 409)
    assert refusal.value.next_step


@pytest.mark.parametrize(
    ("day", "phase", "expected"),
    [
        (dt.date(2026, 5, 1), Phase.PREPARATION, Phase.PREPARATION),
        (dt.date(2026, 6, 5), Phase.OPEN, Phase.OPEN),
        (dt.date(2026, 6, 6), Phase.OPEN, Phase.WEEK),
        (dt.date(2026, 6, 14), Phase.OPEN, Phase.WEEK),
        (dt.date(2026, 6, 15), Phase.WEEK, Phase.COUNTING),
        (dt.date(2026, 6, 29), Phase.COUNTING, Phase.FROZEN),
        (dt.date(2026, 5, 1), Phase.FROZEN, Phase.FROZEN),
        (dt.date(2026, 5, 1), Phase.COUNTING, Phase.OPEN),
    ],
)
def test_the_date_proposes_a_phase(day: dt.date, phase: Phase, expected: Phase) -> None:
    edition = Edition(
        phase=phase,
        starts_on=dt.date(2026, 6, 6),
        ends_on=dt.date(2026, 6, 14),
        outcomes_until=dt.date(2026, 6, 28),
    )

    assert proposed_phase(edition, day) == expected
