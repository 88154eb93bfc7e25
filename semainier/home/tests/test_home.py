"""The first address: the week of the current edition, or how to begin."""

import pytest
from django.test import Client

from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation


def test_current_edition_is_the_first_page(client: Client, edition: Edition) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert b"Semaine nationale des Hlm" in response.content
    assert b'rel="canonical" href="http://localhost:8000/semaine-2026/"' in response.content


@pytest.mark.django_db
def test_empty_installation_names_the_command(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert b"<code>semainier setup</code>" in response.content


def test_installation_without_a_public_edition(
    client: Client, federation: Organisation, edition: Edition
) -> None:
    Edition.objects.update(is_public=False)

    html = client.get("/").content.decode()

    assert "Union sociale pour l’habitat n’a pas encore ouvert d’édition au public." in html
    assert "semainier setup" not in html


def test_page_in_english(client: Client, edition: Edition) -> None:
    assert b"National Social Housing Week" in client.get("/en/").content
