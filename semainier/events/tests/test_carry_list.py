"""What can be taken up again: on its page, under one's events, in the space; each event until it has its draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.events.models import Event, Moderation
from semainier.events.services.carry import carry_event
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, at

URL, LIST = "/espace/evenements/reconduire/", "/espace/evenements/"
WasShown = Callable[..., Event]


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert "[undefined" not in response.content.decode()
    return [event.title for event in response.context["events"]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_seven_queries(
    client: Client, was_shown: WasShown, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        was_shown(title=f"Visite {number}")

    with django_assert_num_queries(7):
        assert len(titles(client)) == count


def test_list_holds_what_was_published_and_not_taken_up(
    client: Client, was_shown: WasShown, committed: Edition, alice: User
) -> None:
    taken = was_shown(title="Reprise")
    was_shown(title="À reprendre")
    draft = was_shown(title="Brouillon")
    Event.objects.filter(pk=draft.pk).update(moderation=Moderation.DRAFT)
    carry_event(event=taken, edition=committed, by=alice, sessions=[])

    assert titles(client) == ["À reprendre"]


def test_draft_that_was_deleted_gives_the_event_back(
    client: Client, was_shown: WasShown, committed: Edition, alice: User
) -> None:
    made, _is_new = carry_event(event=was_shown(), edition=committed, by=alice, sessions=[])
    made.delete()

    assert titles(client) == ["Le marché aux fleurs"]


def test_search_and_pages(client: Client, was_shown: WasShown) -> None:
    for number in range(27):
        was_shown(title=f"Visite {number}")
    was_shown(title="Un bal")

    assert titles(client, "?q=BAL") == ["Un bal"]
    assert (len(titles(client)), len(titles(client, "?page=2&q=visite"))) == (25, 2)


@pytest.mark.parametrize(
    ("query", "words"), [("", "Rien ne reste à reprendre"), ("?q=rien", "Essayez avec moins de mots.")]
)
def test_empty_list_says_why(client: Client, before: Edition, query: str, words: str) -> None:
    assert words in page_of(client.get(URL + query))


def test_other_organisations_do_not_show(client_of: ClientOf, charlie: User, was_shown: WasShown) -> None:
    was_shown()

    assert titles(client_of(charlie)) == []


def test_without_an_edition_before_there_is_no_page(client: Client, committed: Edition) -> None:
    assert client.get(URL).status_code == 404


def test_coordinator_has_no_such_page(client_of: ClientOf, regina: User, before: Edition) -> None:
    assert client_of(regina).get(URL).status_code == 403


@pytest.mark.parametrize("page", [LIST, "/espace/"])
def test_few_of_them_stand_under_one_s_events(client: Client, was_shown: WasShown, page: str) -> None:
    events = [was_shown(title=f"Visite {number}") for number in range(6)]

    html = page_of(client.get(page))

    assert "Reprendre un événement de 2025" in html
    assert [at("events:event_carry", event) in html for event in events] == [True] * 4 + [False] * 2
    assert f'href="{URL}"' in html


@pytest.mark.parametrize("page", [LIST, "/espace/"])
def test_nothing_is_offered_when_nothing_is_declared(client: Client, was_shown: WasShown, page: str) -> None:
    was_shown()
    Edition.objects.filter(is_current=True).update(phase=Phase.COUNTING)

    assert "Reprendre un événement" not in page_of(client.get(page))
