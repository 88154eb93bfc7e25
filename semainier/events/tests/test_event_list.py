"""The list of one's events: filters, count, pages, number of queries."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.tests.space import ClientOf, MakeEvent
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member

URL = "/espace/evenements/"


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert "[undefined" not in response.content.decode()
    return [card.event.title for card in response.context["cards"]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_seven_queries(
    client: Client, make_event: MakeEvent, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_event(title=f"Visite {number}")

    with django_assert_num_queries(7):
        assert len(titles(client)) == count


def test_list_is_in_the_order_of_days(client: Client, make_event: MakeEvent) -> None:
    make_event(title="Sans date", starts_at=None, ends_at=None)
    make_event(
        title="Plus tard",
        starts_at=dt.datetime(2026, 6, 9, 9, tzinfo=clock.PARIS),
        ends_at=dt.datetime(2026, 6, 9, 10, tzinfo=clock.PARIS),
    )
    make_event(title="Dimanche")

    assert titles(client) == ["Dimanche", "Plus tard", "Sans date"]


def test_search_and_state_narrow_the_list(client: Client, make_event: MakeEvent) -> None:
    make_event(title="Visite du chantier")
    published = make_event(title="Goûter")
    Event.objects.filter(pk=published.pk).update(moderation=Moderation.PUBLISHED)

    assert titles(client, "?q=CHANTIER") == ["Visite du chantier"]
    assert titles(client, "?etat=publie") == ["Goûter"]
    assert titles(client, "?etat=brouillon&q=goûter") == []
    assert titles(client, "?etat=n-importe-quoi&organisme=x&page=99") == ["Visite du chantier", "Goûter"]


def test_events_to_tell_are_over_published_and_unanswered(client: Client, make_event: MakeEvent) -> None:
    make_event(title="Brouillon")
    make_event(title="Fini")
    Event.objects.filter(title="Fini").update(moderation=Moderation.PUBLISHED)

    assert titles(client, "?etat=a-raconter") == []
    with clock.at(dt.datetime(2026, 6, 7, 12, 30, tzinfo=clock.PARIS)):
        assert titles(client, "?etat=a-raconter") == ["Fini"]


def test_empty_list_says_what_to_do(client: Client, org_a: Organisation, committed: Any) -> None:
    page = client.get(URL).content.decode()

    assert reverse("events:event_create", args=[org_a.pk, committed.slug]) in page


def test_other_organisations_do_not_show(client_of: ClientOf, charlie: User, make_event: MakeEvent) -> None:
    make_event()

    assert titles(client_of(charlie)) == []


def test_person_of_two_organisations_filters(
    client: Client, alice: User, make_event: MakeEvent, org_a: Organisation, org_b: Organisation
) -> None:
    add_member(organisation=org_b, user=alice, role="communicator", by=None)
    make_event(title="De A")
    make_event(title="De B", organisation=org_b)

    assert sorted(titles(client)) == ["De A", "De B"]
    assert titles(client, f"?organisme={org_b.pk}") == ["De B"]


def test_list_has_pages(client: Client, make_event: MakeEvent) -> None:
    for number in range(27):
        make_event(title=f"Visite {number}")

    assert (len(titles(client)), len(titles(client, "?page=2&q=visite"))) == (25, 2)


def test_head_office_without_a_member_gets_an_empty_list(
    client_of: ClientOf, fede: User, make_event: MakeEvent
) -> None:
    make_event()

    assert titles(client_of(fede)) == []


def test_stranger_signs_in_first() -> None:
    assert Client().get(URL).status_code == 302


def test_several_days_say_until_when(client: Client, make_event: MakeEvent) -> None:
    make_event(ends_at=dt.datetime(2026, 6, 9, 12, tzinfo=clock.PARIS))

    assert "9" in client.get(URL).context["cards"][0].hours
