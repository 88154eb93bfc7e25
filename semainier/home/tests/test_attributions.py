"""The page of sources names every one of them with its licence."""

import pytest
from django.test import Client

from semainier.territories.attributions import ATTRIBUTIONS


@pytest.mark.django_db
def test_every_source_is_named_with_its_licence(client: Client) -> None:
    html = client.get("/attributions/").content.decode()

    for source in ATTRIBUTIONS:
        assert f'href="{source.source_url}"' in html
        assert f'href="{source.licence_url}"' in html
    assert "Leaflet" in html
    assert "Bricolage Grotesque" in html
