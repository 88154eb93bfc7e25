"""Declining what the region has prepared: asked first, with a word, told to the region."""

from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.events.models import Event, Moderation
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal
from semainier.mailings.models import Mail


@pytest.fixture
def proposed(make_event: MakeEvent, regina: User) -> Event:
    event = make_event()
    Event.objects.update(proposed_by=regina, proposed_at=event.updated_at)
    return event


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def test_page_asks_first_and_names_what_happens(client: Client, proposed: Event) -> None:
    page = page_of(client.get(at("events:event_decline", proposed)))

    assert ("Décliner « Un jardin partagé » ?" in page, "votre région en est informée" in page) == (
        True,
        True,
    )
    assert "[undefined" not in page


def test_declined_with_a_word(client: Client, proposed: Event, regina: User) -> None:
    response = client.post(at("events:event_decline", proposed), {"words": "En travaux."}, follow=True)

    assert (Event.objects.get().moderation, response.redirect_chain) == (
        Moderation.WITHDRAWN,
        [("/espace/evenements/", 302)],
    )
    mail = Mail.objects.get(kind="event.declined")
    assert (mail.recipient_email, "En travaux." in mail.body_text) == (regina.email, True)


def test_word_that_is_too_long_comes_back(client: Client, proposed: Event) -> None:
    response = client.post(at("events:event_decline", proposed), {"words": "a" * 1001})

    assert ("words" in response.context["form"].errors, Event.objects.get().is_proposal) == (True, True)


def test_event_that_was_not_proposed_is_not_declined(client: Client, make_event: MakeEvent) -> None:
    answer = refusal(client.post(at("events:event_decline", make_event()), {"words": ""}))

    assert answer == (409, "event.not_proposed")


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_decline(request: Any, client_of: ClientOf, proposed: Event, who: str, answer: int) -> None:
    url = at("events:event_decline", proposed)

    assert client_of(request.getfixturevalue(who)).get(url).status_code == answer
