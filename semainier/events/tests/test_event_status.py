"""What visitors must know: cancelled, postponed, full, or as announced after all."""

import re
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event, Moderation, Status
from semainier.events.tests.desk import page_of
from semainier.events.tests.public import paris
from semainier.events.tests.space import ClientOf, MakeEvent, at, refusal


@pytest.fixture
def published(make_event: MakeEvent) -> Event:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    return event


@pytest.mark.parametrize("status", list(Status))
def test_status_and_word_are_kept(client_of: ClientOf, alice: User, published: Event, status: Status) -> None:
    client = client_of(alice)

    assert "[undefined" not in client.get(at("events:event_status", published)).content.decode()
    client.post(at("events:event_status", published), {"status": status, "note": "Il pleut."})
    event = Event.objects.get()
    assert (event.status, event.status_note, event.sequence) == (status, "Il pleut.", 1)


def test_status_that_does_not_exist_keeps_the_word(
    client_of: ClientOf, alice: User, published: Event
) -> None:
    response = client_of(alice).post(
        at("events:event_status", published), {"status": "lost", "note": "Il pleut."}
    )

    assert (response.status_code, "Il pleut." in response.content.decode()) == (422, True)


def test_draft_has_no_status(client_of: ClientOf, alice: User, make_event: MakeEvent) -> None:
    response = client_of(alice).post(at("events:event_status", make_event()), {"status": "cancelled"})

    assert refusal(response) == (409, "event.not_published")


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 200), ("fede", 200)])
def test_who_may_open_the_page(
    request: Any, client_of: ClientOf, published: Event, who: str, answer: int
) -> None:
    assert (
        client_of(request.getfixturevalue(who)).get(at("events:event_status", published)).status_code
        == answer
    )


def new_date() -> dict[str, str]:
    return {"status": "postponed", "day": "2026-06-09", "start": "10:00", "end": "12:00"}


def test_new_date_is_given_on_the_page(client_of: ClientOf, alice: User, published: Event) -> None:
    client = client_of(alice)
    response = client.post(at("events:event_status", published), new_date(), follow=True)

    event = Event.objects.get()
    assert (event.is_rescheduled, event.starts_at, event.postponed_from) == (True, paris(9), paris(7))
    assert "Les visiteurs voient dès maintenant la nouvelle date : mardi 9 juin, de 10 h à 12 h." in page_of(
        response
    )


def test_day_left_empty_is_a_date_to_be_set(client_of: ClientOf, alice: User, published: Event) -> None:
    data = {"status": "postponed", "start": "10:00", "end": "12:00"}
    client_of(alice).post(at("events:event_status", published), data)

    event = Event.objects.get()
    assert (event.status, event.is_rescheduled, event.starts_at) == (Status.POSTPONED, False, paris(7))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"day": "2026-06-07"}, "day"),
        ({"end": "09:00"}, "end"),
        ({"start": ""}, "start"),
        ({"day": "hier"}, "day"),
    ],
)
def test_new_date_that_does_not_hold_is_said(
    client_of: ClientOf, alice: User, published: Event, changes: dict[str, str], wrong: str
) -> None:
    response = client_of(alice).post(at("events:event_status", published), {**new_date(), **changes})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {wrong})
    assert Event.objects.get().status == Status.SCHEDULED


def test_wrong_new_date_does_not_keep_from_cancelling(
    client_of: ClientOf, alice: User, published: Event
) -> None:
    data = {"status": "cancelled", "day": "2026-06-09", "start": "", "end": ""}

    assert client_of(alice).post(at("events:event_status", published), data).status_code == 302
    assert Event.objects.get().status == Status.CANCELLED


def test_page_adds_a_line_and_keeps_the_word(client_of: ClientOf, alice: User, published: Event) -> None:
    data = {**new_date(), "note": "Il pleut.", "dates": "add"}
    response = client_of(alice).post(at("events:event_status", published), data)

    assert (response.status_code, len(response.context["form"].lines)) == (200, 2)
    assert "Il pleut." in response.content.decode()


def test_page_proposes_the_hours_announced_then_the_new_dates(
    client_of: ClientOf, alice: User, published: Event
) -> None:
    client = client_of(alice)
    before = client.get(at("events:event_status", published)).context["form"].lines[0]
    client.post(at("events:event_status", published), new_date())
    after = client.get(at("events:event_status", published)).context["form"].lines[0]

    assert [str(field.value() or "") for field in (before.day, before.start)] == ["", "10:00:00"]
    assert str(after.day.value()) == "2026-06-09"


@pytest.mark.parametrize(("status", "left"), [("full", 3), ("cancelled", 3), ("postponed", 3)])
def test_one_click_on_the_event_says_it_and_one_takes_it_back(
    client_of: ClientOf, alice: User, published: Event, status: str, left: int
) -> None:
    client, detail = client_of(alice), at("events:event_detail", published)
    offered = re.findall(r'name="status" value="(\w+)"', client.get(detail).content.decode())

    response = client.post(at("events:event_status", published), {"status": status, "back": ""}, follow=True)
    then = re.findall(r'name="status" value="(\w+)"', response.content.decode())
    client.post(at("events:event_status", published), {"status": "scheduled"})

    assert (offered, status in then, "scheduled" in then, len(then)) == (
        ["full", "cancelled", "postponed"],
        False,
        True,
        left,
    )
    assert (Event.objects.get().status, Event.objects.get().sequence) == (Status.SCHEDULED, 2)


def test_list_offers_it_for_published_events_only(
    client_of: ClientOf, alice: User, make_event: MakeEvent
) -> None:
    shown = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    draft = make_event(title="Brouillon")
    client = client_of(alice)

    html = client.get("/espace/evenements/").content.decode()
    response = client.post(at("events:event_status", shown), {"status": "full", "back": "list"})

    assert (at("events:event_status", shown) in html, at("events:event_status", draft) in html) == (
        True,
        False,
    )
    assert response.headers["Location"] == "/espace/evenements/"


def test_list_offers_it_no_more_once_the_event_is_over(
    client_of: ClientOf, alice: User, published: Event
) -> None:
    client = client_of(alice)

    with clock.at(paris(8)):
        html = client.get("/espace/evenements/").content.decode()

    assert at("events:event_status", published) not in html


def test_desk_says_it_too_and_goes_back_to_its_page(
    client_of: ClientOf, regina: User, published: Event
) -> None:
    client, item = client_of(regina), at("events:queue_item", published)

    html = client.get(item).content.decode()
    response = client.post(at("events:event_status", published), {"status": "cancelled", "back": "desk"})

    assert (at("events:event_status", published) in html, response.headers["Location"]) == (True, item)
    assert Event.objects.get().status == Status.CANCELLED
    assert f'href="{item}"' in client.get(at("events:event_status", published)).content.decode()
