"""What the desk proposed, how members answered, and for whom it may propose."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, MakeEvent
from semainier.organisations.models import Organisation

URL = "/bureau/propositions/"


@pytest.fixture
def desk(client_of: ClientOf, regina: User) -> Client:
    return client_of(regina)


def propose(make_event: MakeEvent, by: User, title: str, **states: Any) -> Event:
    event = make_event(
        title=title, organisation=states.pop("organisation", None) or make_event().organisation
    )
    Event.objects.filter(pk=event.pk).update(proposed_by=by, **{"proposed_at": clock.now(), **states})
    return event


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert "[undefined" not in response.content.decode()
    return [card.event.title for card in response.context["cards"]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_nine_queries(
    *, desk: Client, make_event: MakeEvent, regina: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        propose(make_event, regina, f"Visite {number}")

    with django_assert_num_queries(9):
        assert len(titles(desk, "?q=rives")) == count


def test_each_answer_has_its_word(desk: Client, make_event: MakeEvent, regina: User) -> None:
    propose(make_event, regina, "Attend")
    propose(make_event, regina, "Oui", moderation=Moderation.PUBLISHED, confirmed_at=clock.now())
    propose(make_event, regina, "Non", moderation=Moderation.WITHDRAWN, proposed_at=None)
    make_event(title="Brouillon du membre")

    page = page_of(desk.get(URL))

    assert titles(desk) == ["Non", "Oui", "Attend"]
    assert all(word in page for word in ("Attend une réponse", "Confirmé", "Décliné", "3 propositions"))
    assert "Brouillon du membre" not in page


def test_search_finds_whom_one_may_propose_to(
    desk: Client, committed: Edition, org_a: Organisation, org_b: Organisation
) -> None:
    found = page_of(desk.get(f"{URL}?q=deux rives"))

    assert reverse("events:event_propose", args=[org_a.pk, committed.slug]) in found
    assert "Aucun organisme de votre territoire ne porte ce nom." in page_of(desk.get(f"{URL}?q=flandres"))


def test_archived_organisation_is_not_found(desk: Client, committed: Edition, org_a: Organisation) -> None:
    Organisation.objects.filter(pk=org_a.pk).update(archived_at=clock.now())

    assert desk.get(f"{URL}?q=rives").context["found"] == []


def test_empty_list_says_what_to_do(desk: Client, committed: Edition) -> None:
    assert "Rien n’est encore proposé" in page_of(desk.get(URL))


def test_other_territories_do_not_show(
    desk: Client, make_event: MakeEvent, fede: User, org_b: Organisation, client_of: ClientOf
) -> None:
    propose(make_event, fede, "Au Nord", organisation=org_b)

    assert (titles(desk), titles(client_of(fede))) == ([], ["Au Nord"])


def test_list_has_pages(desk: Client, make_event: MakeEvent, regina: User) -> None:
    for number in range(27):
        propose(make_event, regina, f"Visite {number}")

    assert (len(titles(desk)), len(titles(desk, "?page=2"))) == (25, 2)


@pytest.mark.parametrize(("who", "answer"), [("alice", 403), ("charlie", 403), ("fede", 200)])
def test_who_may_open_it(
    request: Any, client_of: ClientOf, committed: Edition, who: str, answer: int
) -> None:
    assert client_of(request.getfixturevalue(who)).get(URL).status_code == answer


def test_menu_of_the_desk_leads_there(desk: Client, committed: Edition) -> None:
    assert f'href="{URL}"' in desk.get("/bureau/moderation/").content.decode()
