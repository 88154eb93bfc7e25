"""The legal notice names who answers for the site."""

from typing import Any

from django.test import Client

from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation


def test_publisher_is_the_federation(client: Client, edition: Edition, federation: Organisation) -> None:
    Organisation.objects.filter(pk=federation.pk).update(
        siren="775722473",
        address="14 rue Lord-Byron",
        postcode="75008",
        city="Paris",
        email="contact@union.example",
    )

    html = client.get("/mentions-legales/").content.decode()

    assert "Union sociale pour l’habitat" in html
    assert "SIREN 775722473" in html
    assert "14 rue Lord-Byron, 75008 Paris" in html
    assert "L’hébergeur n’est pas encore indiqué." in html


def test_operator_names_director_and_host(client: Client, federation: Organisation, settings: Any) -> None:
    settings.LEGAL_DIRECTOR, settings.LEGAL_HOSTING = "Mme Exemple", "Machines SARL, Lyon"

    html = client.get("/mentions-legales/").content.decode()

    assert "Directeur ou directrice de la publication\u00a0: Mme Exemple." in html
    assert "Machines SARL, Lyon" in html


def test_empty_installation_says_what_is_missing(client: Client, db: None) -> None:
    assert "L’éditeur n’est pas encore renseigné." in client.get("/mentions-legales/").content.decode()
