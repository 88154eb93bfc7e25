"""The map: a list first, the map when asked for, on the same events."""

import re
from typing import Any

import pytest
from django.test import Client

from semainier.events.models import Event
from semainier.events.tests.public import MakeEvent, on, show, words
from semainier.territories.models import Commune

URL = "/semaine-2026/carte/"


def page(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    html = response.content.decode()
    assert "[undefined" not in html
    return html


@pytest.fixture
def two(make_event: MakeEvent) -> list[Event]:
    return [
        show(make_event, title="Le jardin", **on(7)),
        show(make_event, title="Le volcan", commune=Commune.objects.get(code="97411"), **on(8)),
    ]


@pytest.mark.usefixtures("two")
def test_list_is_there_without_script(client: Client) -> None:
    html = page(client)

    assert "2 événements" in words(html)
    assert "Le jardin" in html
    assert "Le volcan" in html


@pytest.mark.usefixtures("two")
def test_map_reads_the_same_filters_and_loads_nothing_yet(client: Client) -> None:
    html = page(client, "?departement=33&page=1")

    assert 'data-points="/semaine-2026/programme.geojson?departement=33"' in html
    assert "<button" in html
    assert not re.search(r'<(script|link)[^>]+(src|href)="[^"]*map/', html)
    assert "Le volcan" not in html


@pytest.mark.usefixtures("two")
def test_overseas_events_are_offered_by_name(client: Client) -> None:
    assert re.search(r'<a href="\?departement=974">La Réunion \(1\)</a>', page(client))


@pytest.mark.usefixtures("two")
def test_no_third_party_without_a_tile_server(client: Client, settings: Any) -> None:
    assert "data-tiles" not in page(client)

    settings.TILE_URL, settings.TILE_ATTRIBUTION = "https://tiles.example/{z}/{x}/{y}.png", "© Tiles"

    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png" data-attribution="© Tiles"' in page(client)


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    client: Client, make_event: MakeEvent, number: int, django_assert_num_queries: Any
) -> None:
    for hour in range(number):
        show(make_event, **on(8, hour=10 + hour))

    with django_assert_num_queries(10):
        page(client)
