"""The preview: what visitors will see, what is still missing, the last confirmation of the place."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment
from semainier.core import clock
from semainier.events.models import Audience, Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent, at


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def page(client: Client, event: Event) -> str:
    response = client.get(at("events:event_preview", event))
    assert response.status_code == 200
    text = response.content.decode()
    assert "[undefined" not in text
    return text


def test_whole_event_offers_to_submit(client: Client, make_event: MakeEvent) -> None:
    event = make_event()

    assert f'action="{at("events:event_submit", event)}"' in page(client, event)
    assert "id_place_confirmed" not in page(client, event)


def test_place_is_confirmed_with_the_submission(client: Client, make_event: MakeEvent) -> None:
    assert "id_place_confirmed" in page(client, make_event(place_confirmed_at=None))


def test_incomplete_event_says_what_is_missing(client: Client, make_event: MakeEvent) -> None:
    event = make_event(description="", starts_at=None, ends_at=None, commune=None, city="", theme=None)

    text = page(client, event)
    assert at("events:event_submit", event) not in text
    assert at("events:event_edit", event) in text


def test_organisation_that_has_not_joined_is_led_to_the_charter(
    client: Client, make_event: MakeEvent
) -> None:
    event = make_event()
    Commitment.objects.update(withdrawn_at=clock.now())

    text = page(client, event)
    assert reverse("campaigns:commitment_sign", args=[event.organisation_id, event.edition.slug]) in text
    assert at("events:event_submit", event) not in text


def test_submitted_event_is_not_submitted_again(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.SUBMITTED)

    assert at("events:event_submit", event) not in page(client, event)


def test_event_outside_the_week_and_by_invitation_says_so(client: Client, make_event: MakeEvent) -> None:
    day = dt.datetime(2026, 7, 1, 10, tzinfo=clock.PARIS)
    outside = make_event(starts_at=day, ends_at=day + dt.timedelta(hours=2))
    inside, invited = make_event(), make_event(audience=Audience.INVITATION)

    texts = {
        page(client, event).split('class="notice mt"')[1].split("</p>")[0]
        for event in (outside, inside, invited)
    }
    assert len(texts) == 3


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 404), ("fede", 200)])
def test_who_may_see_the_preview_of_a_draft(
    request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, answer: int
) -> None:
    event = make_event()

    assert (
        client_of(request.getfixturevalue(who)).get(at("events:event_preview", event)).status_code == answer
    )
