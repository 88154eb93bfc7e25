"""What visitors must know: cancelled, postponed, full, or as announced after all."""

from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.events.models import Event, Moderation, Status
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


@pytest.fixture
def published(make_event: MakeEvent) -> Event:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return event


@pytest.mark.parametrize("status", list(Status))
def test_status_and_word_are_kept(client_of: ClientOf, alice: User, published: Event, status: Status) -> None:
    client = client_of(alice)

    assert "[undefined" not in client.get(at("events:event_status", published)).content.decode()
    client.post(at("events:event_status", published), {"status": status, "note": "Il pleut."})
    event = Event.objects.get()
    assert (event.status, event.status_note, event.sequence) == (status, "Il pleut.", 1)


def test_status_that_does_not_exist_keeps_the_word(
    client_of: ClientOf, alice: User, published: Event
) -> None:
    response = client_of(alice).post(
        at("events:event_status", published), {"status": "lost", "note": "Il pleut."}
    )

    assert (response.status_code, "Il pleut." in response.content.decode()) == (422, True)


def test_draft_has_no_status(client_of: ClientOf, alice: User, make_event: MakeEvent) -> None:
    response = client_of(alice).post(at("events:event_status", make_event()), {"status": "cancelled"})

    assert refusal(response) == (409, "event.not_published")


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_open_the_page(
    request: Any, client_of: ClientOf, published: Event, who: str, answer: int
) -> None:
    assert (
        client_of(request.getfixturevalue(who)).get(at("events:event_status", published)).status_code
        == answer
    )
