"""Decisions by their service: what the pages cannot ask for."""

import pytest

from semainier.core import clock
from semainier.events.models import DecisionAction
from semainier.events.services.decide import decide, decide_together
from semainier.events.tests.desk import published, submitted


def test_only_decisions_of_the_desk_are_taken(make_event, regina):
    with pytest.raises(ValueError, match="withdraw"):
        decide(event=submitted(make_event), action=DecisionAction.WITHDRAW, by=regina, read_at=clock.now())


def test_published_already_is_a_result_of_its_own(make_event, regina):
    [result] = decide_together(
        events=[published(make_event)], action=DecisionAction.PUBLISH, by=regina, read_at=clock.now()
    )

    assert (result.is_done, result.reason) == (False, "C’était déjà fait.")
