"""Taking an event up again after a refusal or a withdrawal."""

from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.events.models import Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


@pytest.mark.parametrize("state", [Moderation.REFUSED, Moderation.WITHDRAWN])
def test_event_is_a_draft_again_and_opens_to_be_changed(
    client_of: ClientOf, alice: User, make_event: MakeEvent, state: Moderation
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)
    response = client_of(alice).post(at("events:event_reopen", event))

    assert response.headers["Location"] == at("events:event_edit", event)
    assert Event.objects.get().moderation == Moderation.DRAFT


@pytest.mark.parametrize("state", [Moderation.SUBMITTED, Moderation.CHANGES_REQUESTED, Moderation.PUBLISHED])
def test_wrong_state_answers_409(
    client_of: ClientOf, alice: User, make_event: MakeEvent, state: Moderation
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert refusal(client_of(alice).post(at("events:event_reopen", event))) == (409, "event.wrong_state")


def test_a_link_reopens_nothing(client_of: ClientOf, alice: User, make_event: MakeEvent) -> None:
    assert client_of(alice).get(at("events:event_reopen", make_event())).status_code == 405


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("regina", 403), ("fede", 302)])
def test_who_may_reopen(
    request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, answer: int
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.REFUSED)

    assert (
        client_of(request.getfixturevalue(who)).post(at("events:event_reopen", event)).status_code == answer
    )
