"""One event for who declared it: its state, what comes next, the decisions, what is locked."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.events.models import Event, Moderation, Status
from semainier.events.queries.space import Act
from semainier.events.services.moderation import publish_event, refuse_event, submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.events.tests.space import ClientOf, MakeEvent, at

AFTER = dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def standing(client: Client, event: Event) -> Any:
    response = client.get(at("events:event_detail", event))
    assert response.status_code == 200
    assert "[undefined" not in response.content.decode()
    return response.context["standing"]


def acts(client: Client, event: Event) -> set[Act]:
    return set(standing(client, event).acts)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Moderation.DRAFT, {Act.EDIT, Act.SUBMIT, Act.DELETE, Act.LINK}),
        (Moderation.SUBMITTED, {Act.EDIT, Act.WITHDRAW, Act.LINK}),
        (Moderation.CHANGES_REQUESTED, {Act.EDIT, Act.SUBMIT, Act.WITHDRAW, Act.LINK}),
        (Moderation.PUBLISHED, {Act.EDIT, Act.WITHDRAW, Act.STATUS, Act.LINK}),
        (Moderation.REFUSED, {Act.REOPEN}),
        (Moderation.WITHDRAWN, {Act.REOPEN}),
    ],
)
def test_what_may_be_done_in_each_state(
    client: Client, make_event: MakeEvent, state: Moderation, expected: set[Act]
) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert acts(client, event) == expected
    assert bool(standing(client, event).locked) == (Act.EDIT not in expected)


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.WEEK, {Act.EDIT, Act.WITHDRAW, Act.STATUS, Act.TELL, Act.LINK}),
        (Phase.COUNTING, {Act.EDIT, Act.WITHDRAW, Act.STATUS, Act.TELL, Act.LINK}),
        (Phase.FROZEN, set()),
    ],
)
def test_what_the_phase_allows_after_the_event(
    client: Client, make_event: MakeEvent, phase: Phase, expected: set[Act]
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    Edition.objects.update(phase=phase)

    with clock.at(AFTER):
        assert acts(client, event) == expected


def test_draft_that_was_submitted_once_is_not_deleted(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    Event.objects.update(submitted_at=clock.now())

    assert Act.DELETE not in acts(client, event)


def test_draft_lists_what_is_missing_but_not_the_last_look(client: Client, make_event: MakeEvent) -> None:
    whole, bare = make_event(place_confirmed_at=None), make_event(description="", theme=None)

    assert standing(client, whole).missing == []
    assert len(standing(client, bare).missing) == 2


def test_refusal_shows_its_reason_and_the_history(
    client: Client, make_event: MakeEvent, alice: User, regina: User
) -> None:
    event = refuse_event(
        event=submit_event(event=make_event(), by=alice), by=regina, message="La Semaine s’adresse au public."
    )
    response = client.get(at("events:event_detail", event))

    assert response.context["standing"].text == "La Semaine s’adresse au public."
    assert [(d.action, str(d.by)) for d in response.context["decisions"]] == [
        ("refuse", "Regina"),
        ("submit", "Alice"),
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [(Status.SCHEDULED, "yes"), (Status.FULL, "wait"), (Status.POSTPONED, "wait"), (Status.CANCELLED, "no")],
)
def test_card_of_a_published_event_tells_its_status(
    client: Client, make_event: MakeEvent, status: Status, kind: str
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED, status=status)

    assert standing(client, event).card.kind == kind


@pytest.mark.parametrize(("held", "kind"), [("yes", "yes"), ("no", "off")])
def test_outcome_shows(client: Client, make_event: MakeEvent, alice: User, held: Any, kind: str) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    event.refresh_from_db()
    with clock.at(AFTER):
        assert standing(client, event).card.kind == "wait"
        give_outcome(event=event, held=held, by=alice, sentence="Les enfants sont revenus.")

        assert standing(client, event).card.kind == kind
        assert "Les enfants sont revenus." in client.get(at("events:event_detail", event)).content.decode()


def test_page_costs_the_same_with_one_and_three_decisions(
    client: Client, make_event: MakeEvent, alice: User, regina: User, django_assert_num_queries: Any
) -> None:
    event = submit_event(event=make_event(), by=alice)
    with django_assert_num_queries(9):
        client.get(at("events:event_detail", event))

    publish_event(event=event, by=regina)
    with django_assert_num_queries(9):
        client.get(at("events:event_detail", event))


@pytest.mark.parametrize(
    ("who", "draft", "submitted"),
    [("bob", 200, 200), ("charlie", 404, 404), ("regina", 404, 200), ("fede", 200, 200)],
)
def test_who_may_see_it(
    *, request: Any, client_of: ClientOf, make_event: MakeEvent, who: str, draft: int, submitted: int
) -> None:
    event, client = make_event(), client_of(request.getfixturevalue(who))

    assert client.get(at("events:event_detail", event)).status_code == draft
    Event.objects.update(moderation=Moderation.SUBMITTED)
    assert client.get(at("events:event_detail", event)).status_code == submitted


def test_region_sees_it_without_the_member_s_buttons(
    client_of: ClientOf, regina: User, make_event: MakeEvent
) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.SUBMITTED)

    assert acts(client_of(regina), event) == set()


def test_draft_that_cannot_be_submitted_now_is_only_kept(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    Edition.objects.update(phase=Phase.COUNTING)

    assert (acts(client, event), standing(client, event).missing) == (
        {Act.EDIT, Act.DELETE, Act.LINK},
        [],
    )
