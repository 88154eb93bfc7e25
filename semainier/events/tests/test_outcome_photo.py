"""Photos of outcomes follow the rule of their event."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core.pictures import clean_picture
from semainier.core.tests.pictures import upload
from semainier.events.models import Audience, Event, Moderation, Outcome
from semainier.events.tests.space import ClientOf, MakeEvent


@pytest.fixture
def outcome(make_event: MakeEvent, settings: Any, tmp_path: Path) -> Outcome:
    settings.MEDIA_ROOT = tmp_path
    made = Outcome.objects.create(event=make_event(), held="yes", photo=clean_picture(upload()))
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return made


def test_photo_of_a_public_event_is_public(outcome: Outcome) -> None:
    assert Client().get(outcome.photo.url).headers["Cache-Control"] == "public, max-age=3600"


def test_photo_of_an_invitation_is_not(
    client_of: ClientOf, alice: User, charlie: User, outcome: Outcome
) -> None:
    Event.objects.update(audience=Audience.INVITATION)

    answers = [
        client.get(outcome.photo.url).status_code
        for client in (Client(), client_of(charlie), client_of(alice))
    ]
    assert answers == [404, 404, 200]


def test_address_of_the_file_is_that_of_the_view(outcome: Outcome) -> None:
    _folder, year, name = outcome.photo.name.split("/")

    assert reverse("events:outcome_photo", args=[year, name]) == outcome.photo.url
