"""Taking an event back: asked first, done by POST, refused where it makes no sense."""

from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.events.models import Decision, Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


@pytest.mark.parametrize("state", [Moderation.SUBMITTED, Moderation.CHANGES_REQUESTED, Moderation.PUBLISHED])
def test_page_names_what_is_lost_then_acts(
    client_of: ClientOf, alice: User, make_event: MakeEvent, state: Moderation
) -> None:
    event, client = make_event(), client_of(alice)
    Event.objects.update(moderation=state)

    page = client.get(at("events:event_withdraw", event)).content.decode()
    assert (Event.objects.get().moderation, event.title in page, "[undefined" in page) == (state, True, False)
    client.post(at("events:event_withdraw", event))
    assert (Event.objects.get().moderation, Decision.objects.get().action) == (
        Moderation.WITHDRAWN,
        "withdraw",
    )


@pytest.mark.parametrize("state", [Moderation.DRAFT, Moderation.REFUSED])
def test_wrong_state_answers_409(
    client_of: ClientOf, alice: User, make_event: MakeEvent, state: Moderation
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert refusal(client_of(alice).post(at("events:event_withdraw", event))) == (409, "event.wrong_state")


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("regina", 403), ("fede", 302)])
def test_who_may_withdraw(
    request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, answer: int
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.SUBMITTED)

    assert (
        client_of(request.getfixturevalue(who)).post(at("events:event_withdraw", event)).status_code == answer
    )
