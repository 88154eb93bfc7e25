"""Events that look like the one being typed: what counts as alike, and what stays hidden."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.events.models import Event, Moderation
from semainier.events.queries.doubles import look_alike, typed_doubles
from semainier.events.tests.space import ClientOf, MakeEvent, at
from semainier.organisations.models import Organisation

NEAR = {"titre": "Jardin partagé", "jour": "2026-06-07", "commune": "33310 Lormont"}
DAYS = st.dates(dt.date(2026, 6, 6), dt.date(2026, 6, 10))
EVENTS = st.builds(
    Event,
    pk=st.integers(1, 3),
    edition_id=st.integers(1, 2),
    title=st.one_of(st.sampled_from(["Un jardin partagé", "Jardin partagé", "Bal"]), st.text(max_size=20)),
    first_day=DAYS,
    last_day=DAYS,
    commune_id=st.sampled_from([None, "33249", "33063"]),
    department_id=st.sampled_from([None, "33", "59"]),
)


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


@pytest.fixture
def theirs(make_event: MakeEvent, org_b: Organisation) -> Event:
    """An event of organisation B in the town of A, in the programme."""
    event = make_event(organisation=org_b)
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return event


def ask(client: Client, edition: Edition, organisation: Organisation, **words: Any) -> Any:
    url = reverse("events:event_doubles", args=[organisation.pk, edition.slug])
    return client.get(url, {**NEAR, **words})


def found(response: Any) -> list[str]:
    return [event.title for event in response.context["doubles"]]


def test_published_event_of_another_is_shown_with_link_organiser_and_day(
    client: Client, theirs: Event, committed: Edition, org_a: Organisation
) -> None:
    page = ask(client, committed, org_a).content.decode()

    assert "Ressemble à un événement déjà déclaré" in page
    assert reverse("events:event_public", args=[committed.slug, theirs.slug]) in page
    assert "Le Toit des Flandres · dimanche 7\u00a0juin" in page
    assert ("<html" in page, "[undefined" in page) == (False, False)


def test_own_draft_is_shown_with_the_link_to_it(
    client: Client, make_event: MakeEvent, committed: Edition, org_a: Organisation
) -> None:
    event = make_event()

    assert at("events:event_detail", event) in ask(client, committed, org_a).content.decode()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"moderation": Moderation.DRAFT}, 0),
        ({"moderation": Moderation.SUBMITTED}, 0),
        ({"moderation": Moderation.CHANGES_REQUESTED}, 0),
        ({"audience": "invitation"}, 0),
        ({"moderation": Moderation.WITHDRAWN}, 0),
        ({"audience": "public"}, 1),
    ],
)
def test_what_another_has_not_published_for_all_stays_hidden(
    client: Client,
    theirs: Event,
    committed: Edition,
    *,
    org_a: Organisation,
    change: dict[str, str],
    shown: int,
) -> None:
    Event.objects.update(**change)

    assert len(found(ask(client, committed, org_a))) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ({}, 1),
        ({"titre": "le jardin partage"}, 1),
        ({"titre": "Un bal"}, 0),
        ({"titre": ""}, 0),
        ({"jour": "2026-06-08"}, 1),
        ({"jour": "2026-06-09"}, 0),
        ({"jour": "2026-06-05"}, 0),
        ({"jour": "2026-06-05", "dernier": "2026-06-06"}, 1),
        ({"jour": "demain"}, 0),
        ({"jour": ""}, 0),
        ({"commune": "33000 Bordeaux"}, 0),
        ({"commune": "Wattignies"}, 0),
        ({"commune": "nulle part"}, 1),
        ({"commune": ""}, 1),
        ({"evenement": "n'importe quoi"}, 1),
    ],
)
def test_place_day_and_title_decide(
    client: Client,
    theirs: Event,
    committed: Edition,
    *,
    org_a: Organisation,
    words: dict[str, str],
    shown: int,
) -> None:
    assert len(found(ask(client, committed, org_a, **words))) == shown


def test_event_whose_form_is_open_is_not_its_own_double(
    client: Client, make_event: MakeEvent, committed: Edition, org_a: Organisation
) -> None:
    event = make_event()

    assert found(ask(client, committed, org_a, evenement=event.uid)) == []
    assert typed_doubles(event) == []


def test_most_alike_come_first_and_five_at_most(
    client: Client, make_event: MakeEvent, committed: Edition, org_a: Organisation
) -> None:
    for number in range(5):
        make_event(title=f"Le jardin partage {'bc'[number % 2]}")
    make_event(title="Un jardin partagé")
    titles = found(ask(client, committed, org_a, titre="Un jardin partagé"))

    assert (len(titles), titles[0]) == (5, "Un jardin partagé")


@pytest.mark.parametrize("number", [1, 3])
def test_page_has_a_constant_number_of_queries(
    client: Client,
    make_event: MakeEvent,
    committed: Edition,
    *,
    org_a: Organisation,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(number):
        make_event()
    with django_assert_num_queries(8):
        assert len(found(ask(client, committed, org_a))) == number


@pytest.mark.parametrize(
    ("who", "answer"), [("alice", 200), ("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)]
)
def test_who_may_ask(
    request: Any, client_of: ClientOf, committed: Edition, *, org_a: Organisation, who: str, answer: int
) -> None:
    assert ask(client_of(request.getfixturevalue(who)), committed, org_a).status_code == answer


def test_it_is_only_read(client: Client, committed: Edition, org_a: Organisation) -> None:
    url = reverse("events:event_doubles", args=[org_a.pk, committed.slug])

    assert client.post(url, NEAR).status_code == 405


def test_edition_that_is_not_there_is_not_found(client: Client, org_a: Organisation) -> None:
    assert client.get(reverse("events:event_doubles", args=[org_a.pk, "semaine-1999"])).status_code == 404


def test_preview_shows_the_same_hint(client: Client, theirs: Event, make_event: MakeEvent) -> None:
    page = client.get(at("events:event_preview", make_event(title="Jardin partagé"))).content.decode()

    assert "Ressemble à un événement déjà déclaré" in page


def test_preview_shows_no_hint_to_who_does_not_hand_it_in(
    client_of: ClientOf, regina: User, theirs: Event, make_event: MakeEvent
) -> None:
    event = make_event(title="Jardin partagé")
    Event.objects.filter(pk=event.pk).update(moderation=Moderation.SUBMITTED)
    response = client_of(regina).get(at("events:event_preview", event))

    assert (response.status_code, response.context["doubles"]) == (200, [])


@pytest.mark.parametrize("name", ["events:event_create", "events:event_edit"])
def test_form_says_where_to_ask(
    client: Client, make_event: MakeEvent, committed: Edition, org_a: Organisation, name: str
) -> None:
    event = make_event()
    url = reverse(name, args=[org_a.pk, committed.slug] if name.endswith("create") else [event.uid])
    page = client.get(url).content.decode()

    assert f'data-doubles="{reverse("events:event_doubles", args=[org_a.pk, committed.slug])}"' in page
    assert (f'data-event="{event.uid}"' in page) == name.endswith("edit")


@given(EVENTS, EVENTS)
def test_being_alike_is_mutual(one: Event, other: Event) -> None:
    assert look_alike(one, other) == look_alike(other, one)


@given(EVENTS)
def test_nothing_looks_like_itself(event: Event) -> None:
    assert not look_alike(event, event)


@given(EVENTS, EVENTS)
def test_another_edition_is_never_alike(one: Event, other: Event) -> None:
    other.edition_id = one.edition_id + 1

    assert not look_alike(one, other)
