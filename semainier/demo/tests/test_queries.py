"""What the page of people is told: who may be played now, whose database this is, which links are open."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import Http404

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.roles import Place
from semainier.demo.access import get_mark, get_person
from semainier.demo.models import DemoMark, DemoPerson, Stage
from semainier.demo.queries import (
    editions,
    invited_address,
    is_demo,
    is_foreign,
    outcome_address,
    players,
)
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, submit_event
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person

MakeEvent = Callable[..., Event]


def shown(mark: DemoMark) -> dict[str, list[str]]:
    return {place.value: [player.user.name for player in found] for place, found in players(mark).items()}


def test_those_of_the_stage_stand_by_place(played: DemoMark):
    assert shown(played) == {"federation": ["Fede"], "regional": ["Regina"], "member": ["Alice"]}


def test_who_has_nothing_to_try_at_a_stage_is_left_out(played: DemoMark):
    played.stage = Stage.COUNTING

    assert shown(played)["member"] == []


def test_who_no_longer_acts_or_signs_in_is_left_out(played: DemoMark, alice: User, regina: User):
    alice.memberships.update(ended_at=clock.now())
    User.objects.filter(pk=regina.pk).update(is_active=False)

    assert shown(played) == {"federation": ["Fede"], "regional": [], "member": []}


def test_a_part_that_is_not_known_is_left_out(played: DemoMark, bob: User):
    DemoPerson.objects.create(part="of-an-older-version", user=bob)

    assert shown(played)["member"] == ["Alice"]


def test_a_player_is_told_with_role_and_organisation(played: DemoMark, org_a: Organisation):
    [player] = players(played)[Place.MEMBER]

    assert (player.role.code, player.organisations) == ("referent", [org_a.name])


def test_players_cost_two_queries(played: DemoMark, django_assert_num_queries: Any):
    with django_assert_num_queries(2):
        players(played)


@pytest.mark.django_db
def test_an_empty_place_is_neither_demonstration_nor_foreign():
    assert (is_demo(), is_foreign()) == (False, False)


def test_data_without_the_mark_are_foreign(org_a: Organisation):
    assert (is_demo(), is_foreign()) == (False, True)


def test_the_mark_makes_them_ours(mark: DemoMark, org_a: Organisation):
    assert (is_demo(), is_foreign()) == (True, False)


@pytest.mark.parametrize(
    ("demo", "marked", "found"), [(True, True, True), (True, False, False), (False, True, False)]
)
@pytest.mark.django_db
def test_the_mark_counts_in_demonstration_mode_only(
    settings: LazySettings, *, demo: bool, marked: bool, found: bool
):
    settings.DEMO = demo
    if marked:
        DemoMark.objects.create(today=dt.date(2026, 5, 20), stage=Stage.OPEN, version="1")

    if found:
        assert get_mark().stage == "open"
    else:
        with pytest.raises(Http404):
            get_mark()


def test_a_part_leads_to_its_person(played: DemoMark, alice: User):
    assert get_person("uncommitted").user == alice
    for part in ("nobody", "draft"):
        with pytest.raises(Http404):
            get_person(part)


def test_a_closed_account_is_not_played(played: DemoMark, alice: User):
    User.objects.filter(pk=alice.pk).update(is_active=False)

    with pytest.raises(Http404):
        get_person("uncommitted")


def test_the_newest_invitation_that_waits_is_told(org_a: Organisation, alice: User):
    assert invited_address() == ""

    for name in ("ines", "zoe"):
        invite_person(organisation=org_a, email=f"{name}@a.example", role="communicator", by=alice)

    assert invited_address() == "zoe@a.example"
    with clock.at(clock.now() + dt.timedelta(days=400)):
        assert invited_address() == ""


def test_an_outcome_can_be_told_while_one_was_asked_for(make_event: MakeEvent, alice: User, fede: User):
    event = publish_event(event=submit_event(event=make_event(), by=alice), by=fede)
    assert outcome_address() == ""

    Event.objects.filter(pk=event.pk).update(outcome_asked_at=clock.now())

    assert outcome_address().startswith("/resultat/")


def test_editions_are_counted(committed: Edition, make_event: MakeEvent, alice: User, fede: User):
    publish_event(event=submit_event(event=make_event(), by=alice), by=fede)
    publish_event(event=submit_event(event=make_event(audience="invitation"), by=alice), by=fede)

    [found] = editions()

    assert (found.slug, found.published, found.joined) == ("semaine-2026", 1, 1)
