"""Reads on editions: the current one, the phase that a date proposes, commitments that stand."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.campaigns.access import OPEN_IN, get_edition, get_public_edition, is_open
from semainier.campaigns.invitations import invitation_token, invited_by_token
from semainier.campaigns.models import Edition, Phase
from semainier.campaigns.queries import charter_in_force, commitment_of, current_edition, proposed_phase
from semainier.campaigns.services.editions import create_edition, publish_charter, set_current
from semainier.campaigns.services.members import withdraw_commitment
from semainier.core.permissions import Permission
from semainier.organisations.models import Organisation

PHASES = st.sampled_from(list(Phase))
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def frame(phase: Phase) -> Edition:
    return Edition(
        phase=phase,
        starts_on=dt.date(2026, 6, 6),
        ends_on=dt.date(2026, 6, 14),
        outcomes_until=dt.date(2026, 6, 28),
    )


def make(edition: Edition, year: int, **fields: Any) -> Edition:
    return create_edition(
        campaign=edition.campaign, slug=f"semaine-{year}", name=str(year), headline="…",
        starts_on=dt.date(year, 6, 5), ends_on=dt.date(year, 6, 13), by=None, **fields,
    )  # fmt: skip


@given(PHASES, DAYS, DAYS)
def test_the_date_never_proposes_to_go_back_as_days_go_by(phase: Phase, one: dt.date, other: dt.date) -> None:
    order, first, last = list(Phase), min(one, other), max(one, other)

    edition = frame(phase)
    early, late = (order.index(proposed_phase(edition, day)) for day in (first, last))
    assert early <= late


@given(PHASES, DAYS)
def test_following_the_proposal_leaves_nothing_to_propose(phase: Phase, day: dt.date) -> None:
    proposed = proposed_phase(frame(phase), day)

    assert proposed_phase(frame(proposed), day) == proposed


@given(PHASES, st.sampled_from(list(Permission)), DAYS)
def test_what_is_open_in_no_phase_by_name_is_open_in_all(
    phase: Phase, permission: Permission, day: dt.date
) -> None:
    if permission not in OPEN_IN:
        assert is_open(frame(phase), permission, day)


@given(PHASES, DAYS)
def test_who_may_declare_may_also_join_and_be_read(phase: Phase, day: dt.date) -> None:
    edition = frame(phase)

    if is_open(edition, Permission.EVENT_DECLARE, day):
        assert is_open(edition, Permission.COMMITMENT_SIGN, day)
        assert is_open(edition, Permission.EVENT_MODERATE, day)


def test_the_current_edition_comes_before_a_newer_one(edition: Edition) -> None:
    newer = make(edition, 2027)
    assert current_edition() == edition

    set_current(edition=newer, by=None)

    assert current_edition() == newer


def test_without_a_current_one_the_newest_public_is_shown(edition: Edition) -> None:
    Edition.objects.update(is_current=False)
    newer = make(edition, 2027)
    make(edition, 2028, is_public=False)

    assert current_edition() == newer


@pytest.mark.django_db
def test_without_any_edition_there_is_none() -> None:
    assert current_edition() is None


def test_a_hidden_edition_is_found_at_the_desk_only(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(is_public=False)

    assert get_edition(edition.slug) == edition
    with pytest.raises(Http404):
        get_public_edition(edition.slug)


@pytest.mark.parametrize("find", [get_edition, get_public_edition])
def test_an_unknown_address_is_not_found(edition: Edition, find: Any) -> None:
    with pytest.raises(Http404):
        find("semaine-1900")


def test_the_charter_in_force_is_the_newest(edition: Edition) -> None:
    assert charter_in_force(make(edition, 2027)) is None

    new = publish_charter(edition=edition, text="Autre", by=None)

    assert charter_in_force(edition) == new


def test_a_commitment_stands_until_it_is_taken_back(
    committed: Edition, org_a: Organisation, org_b: Organisation, alice: User
) -> None:
    standing = commitment_of(committed, org_a)
    assert standing is not None
    assert commitment_of(committed, org_b) is None

    withdraw_commitment(commitment=standing, by=alice)

    assert commitment_of(committed, org_a) is None


def test_reads_cost_one_query(
    committed: Edition, org_a: Organisation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert current_edition().campaign.name
    with django_assert_num_queries(1):
        assert commitment_of(committed, org_a).charter.version == 1
    with django_assert_num_queries(1):
        assert get_edition(committed.slug).campaign.name


def test_the_secret_of_an_invitation_stays_the_same_and_leads_back(committed: Edition, alice: User) -> None:
    listed = committed.listed_members.get()

    token = invitation_token(listed, alice)

    assert token == invitation_token(listed, alice)
    assert invited_by_token(token) == (listed, alice)


@given(st.text(max_size=60))
def test_any_other_word_opens_nothing(token: str) -> None:
    assert invited_by_token(token) is None


@pytest.mark.parametrize("gone", ["line", "person"])
def test_a_secret_whose_line_or_person_is_gone_opens_nothing(
    committed: Edition, alice: User, gone: str
) -> None:
    listed = committed.listed_members.get()
    token = invitation_token(listed, alice)

    if gone == "line":
        listed.delete()
    else:
        User.objects.filter(pk=alice.pk).update(is_active=False)

    assert invited_by_token(token) is None
