"""The reads behind the editions: the list, the drawers of the phases, the figures."""

import datetime as dt
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.campaigns.services.members import (
    invite_to_edition,
    list_members,
    remove_listed_member,
    withdraw_commitment,
)
from semainier.organisations.models import Organisation
from semainier.staff.queries.editions import ALLOWS, EditionFacts, editions, facts_of, phase_steps
from semainier.staff.tests.factories import make_members

TODAY = dt.date(2026, 5, 20)


@pytest.mark.parametrize("phase", list(Phase))
def test_one_drawer_is_open_and_its_neighbours_can_be(phase: Phase):
    edition = Edition(
        phase=phase,
        starts_on=dt.date(2026, 6, 6),
        ends_on=dt.date(2026, 6, 14),
        outcomes_until=dt.date(2026, 6, 28),
    )
    steps, here = phase_steps(edition, TODAY), list(Phase).index(phase)

    assert [step.phase for step in steps] == list(Phase)
    assert [step.is_now for step in steps] == [place == here for place in range(5)]
    assert [step.is_past for step in steps] == [place < here for place in range(5)]
    assert [step.is_next for step in steps] == [place == here + 1 for place in range(5)]
    assert [step.is_back for step in steps] == [place == here - 1 for place in range(5)]


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        (dt.date(2026, 5, 20), []),
        (dt.date(2026, 6, 6), ["week"]),
        (dt.date(2026, 6, 15), ["counting"]),
        (dt.date(2026, 6, 29), ["frozen"]),
    ],
)
def test_the_phase_that_the_date_proposes_is_marked_unless_in_force(
    edition: Edition, today: dt.date, proposed: list[str]
):
    assert [step.phase for step in phase_steps(edition, today) if step.is_proposed] == proposed


def test_every_phase_says_what_it_allows():
    assert set(ALLOWS) == set(Phase)
    assert len({str(sentence) for sentence in ALLOWS.values()}) == len(Phase)


def test_figures_count_who_stands_on_the_list(committed: Edition, org_a: Organisation, alice: User):
    members = make_members(3, email="x@logis.example")
    list_members(edition=committed, organisations=members, listed_on=dt.date(2026, 1, 1), by=None)
    one, gone, *_rest = committed.listed_members.exclude(organisation=org_a).order_by("organisation__name")
    invite_to_edition(listed=one, by=None)
    invite_to_edition(listed=gone, by=None)
    remove_listed_member(listed=gone, on=TODAY, by=None)

    assert facts_of(committed) == EditionFacts(listed=3, invited=1, committed=1)

    withdraw_commitment(commitment=committed.commitments.get(), by=alice)
    assert facts_of(committed).committed == 0


def test_members_and_commitments_do_not_multiply(committed: Edition, org_b: Organisation, charlie: User):
    list_members(edition=committed, organisations=[org_b], listed_on=dt.date(2026, 1, 1), by=None)

    found = editions().get()

    assert (found.listed, found.committed) == (2, 1)


@pytest.mark.parametrize(
    ("text", "phase", "count"),
    [("", "", 1), ("semaine 2026", "", 1), ("MIEUX habiter", "open", 1), ("2027", "", 0), ("", "week", 0)],
)
def test_words_and_phase_narrow(edition: Edition, text: str, phase: str, count: int):
    assert editions(text, phase).count() == count


def test_figures_cost_two_queries_and_the_drawers_none(committed: Edition, django_assert_num_queries: Any):
    with django_assert_num_queries(2):
        facts_of(committed)
    with django_assert_num_queries(1):
        list(editions("semaine", "open"))
    with django_assert_num_queries(0):
        phase_steps(committed, TODAY)
