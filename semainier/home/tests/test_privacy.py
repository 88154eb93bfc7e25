"""The page on personal data speaks of the tile server only when there is one."""

from typing import Any

from django.test import Client

from semainier.campaigns.models import Edition


def test_page_says_what_is_kept_and_how_long(client: Client, edition: Edition) -> None:
    html = client.get("/confidentialite/").content.decode()

    assert "quatre-vingt-dix jours" in html
    assert "serveur de tuiles" not in html


def test_tile_server_is_named(client: Client, edition: Edition, settings: Any) -> None:
    settings.TILE_ATTRIBUTION = "© <a href='https://tiles.example/'>Tuiles</a>"

    assert "serveur de tuiles\u00a0: © Tuiles." in client.get("/confidentialite/").content.decode()
