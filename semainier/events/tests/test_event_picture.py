"""Pictures are sent to who may see their event: everybody once it is public."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.core.pictures import clean_picture
from semainier.core.tests.pictures import upload
from semainier.events.models import Audience, Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent


@pytest.fixture
def event(make_event: MakeEvent, settings: Any, tmp_path: Path) -> Event:
    settings.MEDIA_ROOT = tmp_path
    return make_event(picture=clean_picture(upload()))


def test_picture_of_a_public_event_may_be_kept_by_caches(
    event: Event, django_assert_num_queries: Any
) -> None:
    Event.objects.update(moderation=Moderation.PUBLISHED)

    with django_assert_num_queries(1):
        response = Client().get(event.picture.url)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.content[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("who", "draft", "submitted"),
    [("alice", 200, 200), ("charlie", 404, 404), ("regina", 404, 200), ("fede", 200, 200)],
)
def test_picture_that_is_not_public_yet(
    *, request: Any, client_of: ClientOf, event: Event, who: str, draft: int, submitted: int
) -> None:
    client = client_of(request.getfixturevalue(who))

    assert client.get(event.picture.url).status_code == draft
    Event.objects.update(moderation=Moderation.SUBMITTED)
    response = client.get(event.picture.url)
    assert response.status_code == submitted
    if submitted == 200:
        assert response.headers["Cache-Control"] == "private, no-store"


def test_stranger_sees_nothing_of_a_draft_or_an_invitation(event: Event) -> None:
    assert Client().get(event.picture.url).status_code == 404
    Event.objects.update(moderation=Moderation.PUBLISHED, audience=Audience.INVITATION)
    assert Client().get(event.picture.url).status_code == 404


def test_file_that_is_gone_or_was_replaced_is_not_there(event: Event, tmp_path: Path) -> None:
    Event.objects.update(moderation=Moderation.PUBLISHED)

    assert Client().get("/media/events/2026/nothing.jpg").status_code == 404
    (tmp_path / event.picture.name).unlink()
    assert Client().get(event.picture.url).status_code == 404


@pytest.mark.parametrize(
    "path", ["events/2026/../../secret_key", "events/2026/%2e%2e%2fsecret", "other/2026/x.jpg"]
)
def test_no_other_file_is_sent(path: str, event: Event) -> None:
    assert Client().get(f"/media/{path}").status_code == 404


def test_address_of_the_file_is_that_of_the_view(event: Event) -> None:
    _folder, year, name = event.picture.name.split("/")

    assert reverse("events:event_picture", args=[year, name]) == event.picture.url
