"""What ends the reminders of a matter, and when the edition takes it."""

import datetime as dt

import pytest

from semainier.campaigns.models import Edition, ListedMember
from semainier.core import clock
from semainier.events.models import Moderation, Outcome
from semainier.rally.criteria import Matter
from semainier.rally.queries.conditions import answered, takes
from semainier.rally.tests.factories import commit, make_event

AFTER = dt.datetime(2026, 6, 20, 12, tzinfo=clock.PARIS)


def done(network, matter):
    found = ListedMember.objects.filter(answered(matter, network.edition, clock.now()))
    return {listed.organisation_id for listed in found}


def test_joining_or_declaring_answers_the_invitation(network):
    commit(network.edition, network.a)
    make_event(network.edition, network.b, Moderation.SUBMITTED)
    make_event(network.edition, network.small)

    assert done(network, Matter.COMMIT) == {network.a.pk, network.b.pk}


def test_commitment_taken_back_is_an_answer_too(network):
    made = commit(network.edition, network.a)
    made.withdrawn_at = clock.now()
    made.save()

    assert done(network, Matter.COMMIT) == {network.a.pk}


def test_submitted_event_answers_the_question_for_one(network):
    make_event(network.edition, network.a, Moderation.SUBMITTED)
    make_event(network.edition, network.b)

    assert done(network, Matter.DECLARE) == {network.a.pk}


def test_no_draft_is_left_or_never_was(network):
    make_event(network.edition, network.a)
    make_event(network.edition, network.b, Moderation.SUBMITTED)

    assert network.a.pk not in done(network, Matter.SUBMIT)
    assert {network.b.pk, network.bare.pk} <= done(network, Matter.SUBMIT)


def test_one_event_without_outcome_is_enough_to_be_asked(network):
    told = make_event(network.edition, network.a, Moderation.PUBLISHED)
    make_event(network.edition, network.a, Moderation.PUBLISHED)
    other = make_event(network.edition, network.b, Moderation.PUBLISHED)
    with clock.at(AFTER):
        for event in (told, other):
            Outcome.objects.create(event=event, held="yes")

        assert network.a.pk not in done(network, Matter.OUTCOME)
        assert network.b.pk in done(network, Matter.OUTCOME)


def test_event_that_is_not_over_is_not_asked_about(network):
    make_event(network.edition, network.a, Moderation.PUBLISHED)

    assert network.a.pk in done(network, Matter.OUTCOME)


def test_something_else_is_never_done(network):
    commit(network.edition, network.a)

    assert done(network, Matter.OTHER) == set()


@pytest.mark.parametrize(
    ("phase", "taken"),
    [
        ("preparation", {"commit", "other"}),
        ("open", {"commit", "declare", "submit", "outcome", "other"}),
        ("week", {"commit", "declare", "submit", "outcome", "other"}),
        ("counting", {"outcome", "other"}),
        ("frozen", {"other"}),
    ],
)
def test_phase_says_what_may_be_asked_for(phase, taken):
    edition = Edition(phase=phase, outcomes_until=dt.date(2026, 7, 14))

    assert {matter.value for matter in Matter if takes(edition, matter, dt.date(2026, 6, 20))} == taken


def test_outcomes_close_with_their_last_day():
    edition = Edition(phase="counting", outcomes_until=dt.date(2026, 7, 14))

    assert takes(edition, "outcome", dt.date(2026, 7, 14))
    assert not takes(edition, "outcome", dt.date(2026, 7, 15))
