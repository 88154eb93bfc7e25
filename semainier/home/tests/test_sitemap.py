"""What search engines are told: home:sitemap and home:robots."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from semainier.campaigns.models import Edition
from semainier.events.models import Event
from semainier.home import sitemap

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client: Client) -> list[str]:
    text = client.get("/sitemap.xml").getvalue()
    return [str(found.text) for found in ET.fromstring(text).iter(LOCATION)]  # noqa: S314 -- our own text


def test_sitemap_names_pages_and_public_events(
    client: Client, edition: Edition, make_event: Callable[..., Event]
) -> None:
    shown, _hidden = make_event(title="Le bal"), make_event(title="Un secret")
    Event.objects.filter(pk=shown.pk).update(moderation="published")

    assert locations(client) == [
        "http://localhost:8000/semaine-2026/",
        "http://localhost:8000/semaine-2026/programme/",
        "http://localhost:8000/semaine-2026/carte/",
        "http://localhost:8000/semaine-2026/programme/le-bal/",
    ]


def test_sitemap_leaves_hidden_editions_out(client: Client, edition: Edition) -> None:
    Edition.objects.update(is_public=False)

    assert locations(client) == []


def test_sitemap_stops_at_the_limit(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)

    assert len(locations(client)) == 2


def test_robots_keep_out_of_rooms_with_a_key(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {
        "Disallow: /espace/",
        "Disallow: /en/bureau/",
        "Sitemap: http://localhost:8000/sitemap.xml",
    } <= set(lines)


def test_robots_keep_out_of_a_demonstration(client: Client, settings: Any) -> None:
    settings.DEMO = True

    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
