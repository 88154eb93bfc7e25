"""The guide shows every component; it is not part of an installation in use."""

import re

import pytest
from django.test import Client

from semainier.core.samples import PAGES


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_styleguide_page(client: Client, page: str, prefix: str) -> None:
    html = client.get(f"{prefix}/styleguide/", {"page": page}).content.decode()

    assert html.count("<h1") == 1 or page == "components"
    assert html.count("<main") == 1
    assert "[undefined" not in html
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(set(identifiers)) == sorted(identifiers)


def test_styleguide_of_an_installation_in_use_is_absent(client: Client, settings) -> None:
    settings.CHECK_READS = False

    assert client.get("/styleguide/").status_code == 404


def test_styleguide_has_no_other_page(client: Client) -> None:
    assert client.get("/styleguide/", {"page": "../base"}).status_code == 404


def test_frame_names_language_skip_link_and_footer(client: Client) -> None:
    french = client.get("/styleguide/", {"page": "week"}).content.decode()
    english = client.get("/en/styleguide/", {"page": "week"}).content.decode()

    assert '<html lang="fr">' in french
    assert "Aller au contenu" in french
    assert '<html lang="en">' in english
    assert "Skip to content" in english


def test_ribbon_says_that_the_data_is_made_up(client: Client, settings) -> None:
    settings.DEMO = True
    assert "Données de démonstration." in client.get("/styleguide/").content.decode()
    settings.DEMO = False
    assert "Données de démonstration." not in client.get("/styleguide/").content.decode()
