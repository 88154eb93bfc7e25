"""The desk's list of requests for help."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, HelpNeed
from semainier.campaigns.services.help import ask_help
from semainier.organisations.models import Organisation

ClientOf = Callable[[User], Client]


def url(edition: Edition) -> str:
    return reverse("campaigns:help_list", args=[edition.slug])


@pytest.fixture
def ask(alice: User, org_a: Organisation, edition: Edition) -> Callable[[int], None]:
    def ask(number: int) -> None:
        needs = HelpNeed.values[:number]
        ask_help(edition=edition, organisation=org_a, needs=needs, words="", by=alice)

    return ask


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    regina: User, edition: Edition, ask: Callable[[int], None], number: int, django_assert_num_queries: Any
) -> None:
    ask(number)
    client = Client()
    client.force_login(regina)

    with django_assert_num_queries(10):
        page = client.get(url(edition)).content.decode()

    assert page.count(">Répondre<") == number


def test_empty_list_says_what_comes(client_of: ClientOf, regina: User, edition: Edition) -> None:
    assert "Personne ne demande d’aide" in client_of(regina).get(url(edition)).content.decode()


def test_search_that_finds_nothing_offers_all(
    client_of: ClientOf, regina: User, alice: User, org_a: Organisation, edition: Edition
) -> None:
    ask_help(edition=edition, organisation=org_a, needs=["ideas"], words="", by=alice)

    page = client_of(regina).get(url(edition), {"q": "introuvable"}).content.decode()

    assert "Habitat des Deux-Rives" not in page
    assert f'href="{url(edition)}"' in page


def test_member_may_not(client_of: ClientOf, alice: User, edition: Edition) -> None:
    assert client_of(alice).get(url(edition)).status_code == 403
