"""The menu's way to the requests of the current edition."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition

ClientOf = Callable[[User], Client]
URL = reverse("campaigns:help_current")


def test_leads_to_the_current_edition(client_of: ClientOf, regina: User, edition: Edition) -> None:
    assert client_of(regina).get(URL)["Location"] == reverse("campaigns:help_list", args=[edition.slug])


def test_without_an_edition_says_so(client_of: ClientOf, fede: User) -> None:
    page = client_of(fede).get(URL)

    assert page.status_code == 200
    assert "Aucune Semaine n’est annoncée" in page.content.decode()
