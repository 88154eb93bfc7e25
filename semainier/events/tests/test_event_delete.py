"""Deleting a draft: asked first, for good, and only what nobody else has seen."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.tests.pictures import upload
from semainier.events.models import Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


def test_page_names_what_is_lost_then_acts(client_of: ClientOf, alice: User, make_event: MakeEvent) -> None:
    event, client = make_event(), client_of(alice)

    page = client.get(at("events:event_delete", event)).content.decode()
    assert (Event.objects.count(), event.title in page, "[undefined" in page) == (1, True, False)
    assert client.post(at("events:event_delete", event)).headers["Location"] == reverse("events:event_list")
    assert Event.objects.count() == 0


def test_picture_goes_too(
    *,
    client_of: ClientOf,
    alice: User,
    make_event: MakeEvent,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    event = make_event(picture=upload())

    with django_capture_on_commit_callbacks(execute=True):
        client_of(alice).post(at("events:event_delete", event))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("state", [state for state in Moderation if state != Moderation.DRAFT])
def test_other_states_are_withdrawn_not_deleted(
    client_of: ClientOf, alice: User, make_event: MakeEvent, state: Moderation
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert refusal(client_of(alice).post(at("events:event_delete", event))) == (409, "event.not_a_draft")


def test_draft_that_was_submitted_once_stays(client_of: ClientOf, alice: User, make_event: MakeEvent) -> None:
    event = make_event()
    Event.objects.update(submitted_at=clock.now())

    assert refusal(client_of(alice).post(at("events:event_delete", event))) == (409, "event.not_a_draft")


@pytest.mark.parametrize(("who", "answer"), [("bob", 302), ("charlie", 404), ("regina", 403), ("fede", 302)])
def test_who_may_delete(
    request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, answer: int
) -> None:
    event = make_event()

    assert (
        client_of(request.getfixturevalue(who)).post(at("events:event_delete", event)).status_code == answer
    )
