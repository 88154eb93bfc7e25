"""Handing an event in: with its place, after the commitment, once."""

from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment
from semainier.core import clock
from semainier.events.models import Decision, Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def test_event_goes_to_the_region(client: Client, make_event: MakeEvent, alice: User) -> None:
    event = make_event()
    response = client.post(at("events:event_submit", event))

    submitted = Event.objects.get()
    assert response.headers["Location"] == at("events:event_detail", event)
    assert (submitted.moderation, submitted.submitted_at) == (Moderation.SUBMITTED, clock.now())
    assert [(d.action, d.by) for d in Decision.objects.all()] == [("submit", alice)]


def test_place_is_confirmed_by_the_same_button(client: Client, make_event: MakeEvent) -> None:
    event = make_event(place_confirmed_at=None)

    assert client.post(at("events:event_submit", event)).status_code == 422
    assert Event.objects.get().moderation == Moderation.DRAFT
    client.post(at("events:event_submit", event), {"place_confirmed": "on"})
    assert (Event.objects.get().moderation, Event.objects.get().place_confirmed_at) == (
        Moderation.SUBMITTED,
        clock.now(),
    )


def test_twice_is_once(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    client.post(at("events:event_submit", event))
    response = client.post(at("events:event_submit", event))

    assert (response.status_code, Decision.objects.count()) == (302, 1)


def test_incomplete_event_is_refused(client: Client, make_event: MakeEvent) -> None:
    assert refusal(client.post(at("events:event_submit", make_event(description="")))) == (
        422,
        "event.incomplete",
    )


def test_organisation_joins_first(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    Commitment.objects.update(withdrawn_at=clock.now())

    assert refusal(client.post(at("events:event_submit", event))) == (409, "event.not_committed")


@pytest.mark.parametrize("state", [Moderation.PUBLISHED, Moderation.REFUSED, Moderation.WITHDRAWN])
def test_wrong_state_answers_409(client: Client, make_event: MakeEvent, state: Moderation) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert refusal(client.post(at("events:event_submit", event))) == (409, "event.wrong_state")


def test_a_link_submits_nothing(client: Client, make_event: MakeEvent) -> None:
    event = make_event()

    assert client.get(at("events:event_submit", event)).status_code == 405
    assert Event.objects.get().moderation == Moderation.DRAFT


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("regina", 403), ("fede", 302)])
def test_who_may_submit(
    request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, answer: int
) -> None:
    event = make_event()

    assert (
        client_of(request.getfixturevalue(who)).post(at("events:event_submit", event)).status_code == answer
    )
