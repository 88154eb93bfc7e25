"""Telling how an event went from the members' space."""

import datetime as dt
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event, Moderation, Outcome
from semainier.events.tests.space import ClientOf, MakeEvent, at

AFTER = dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)
ANSWER = {"held": "yes", "attendance": "60"}


@pytest.fixture
def event(make_event: MakeEvent) -> Event:
    made = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return made


def test_page_asks_then_leads_back_to_the_event(client_of: ClientOf, bob: User, event: Event) -> None:
    client = client_of(bob)
    with clock.at(AFTER):
        assert "[undefined" not in client.get(at("events:outcome_edit", event)).content.decode()
        response = client.post(at("events:outcome_edit", event), ANSWER)

    assert (response.headers["Location"], Outcome.objects.get().attendance) == (
        at("events:event_detail", event),
        60,
    )


def test_answer_given_in_the_space_leads_back_there(client_of: ClientOf, bob: User, event: Event) -> None:
    with clock.at(AFTER):
        response = client_of(bob).post(at("events:outcome_edit", event) + "?suite=espace", ANSWER)

    assert response.headers["Location"] == f"/espace/?organisme={event.organisation_id}"


def test_wrong_answer_is_shown_again(client_of: ClientOf, bob: User, event: Event) -> None:
    with clock.at(AFTER):
        response = client_of(bob).post(
            at("events:outcome_edit", event), {"held": "yes", "sentence": "On a dansé."}
        )

    assert (response.status_code, "On a dansé." in response.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("who", "answer"), [("alice", 302), ("charlie", 404), ("regina", 403), ("fede", 302)]
)
def test_who_may_tell(request: Any, client_of: ClientOf, event: Event, who: str, answer: int) -> None:
    with clock.at(AFTER):
        assert (
            client_of(request.getfixturevalue(who)).post(at("events:outcome_edit", event), ANSWER).status_code
            == answer
        )
