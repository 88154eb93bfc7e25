"""Changing an event: what the form shows again, what a published event keeps, two people at once."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.tests.pictures import upload
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import update_event
from semainier.events.services.moderation import publish_event, request_changes, submit_event
from semainier.events.tests.space import ClientOf, MakeEvent, at, form_data, refusal
from semainier.territories.models import Commune

LATER = dt.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


@pytest.fixture
def published(make_event: MakeEvent, alice: User, regina: User) -> Event:
    event = submit_event(event=make_event(), by=alice)
    return publish_event(event=event, by=regina)


def stamp(event: Event) -> str:
    return Event.objects.get(pk=event.pk).updated_at.isoformat()


def test_form_shows_the_event_and_sent_back_changes_nothing(client: Client, make_event: MakeEvent) -> None:
    event = make_event(ends_at=dt.datetime(2026, 6, 8, 9, 30, tzinfo=clock.PARIS))
    response = client.get(at("events:event_edit", event))
    form = response.context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    assert "[undefined" not in response.content.decode()
    client.post(at("events:event_edit", event), {**shown, "theme": event.theme_id, "then": "draft"})
    assert Event.objects.get().updated_at == event.updated_at


def test_changes_are_saved(client: Client, make_event: MakeEvent, committed: Edition) -> None:
    event = make_event()
    response = client.post(
        at("events:event_edit", event),
        form_data(committed, title="Un verger", then="draft", seen=stamp(event)),
    )

    assert response.headers["Location"] == at("events:event_detail", event)
    assert Event.objects.get().title == "Un verger"


def test_place_that_moves_is_placed_and_confirmed_anew(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = make_event()
    client.post(at("events:event_edit", event), form_data(committed, town="Wattignies", then="draft"))

    moved = Event.objects.get()
    assert (moved.commune_id, moved.department_id, moved.region_id) == ("59648", "59", "32")
    assert (round(moved.latitude or 0, 3), moved.place_confirmed_at) == (50.586, None)


def test_exact_point_does_not_follow_to_another_town(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = make_event(precision="exact", latitude=44.88, longitude=-0.52)
    client.post(at("events:event_edit", event), form_data(committed, town="Bordeaux", then="draft"))

    moved = Event.objects.get()
    assert (moved.precision, round(moved.latitude or 0, 3)) == ("commune", 44.841)


def test_published_event_confirms_its_new_place_in_the_form(
    client: Client, published: Event, committed: Edition
) -> None:
    data = form_data(committed, town="Bordeaux", then="save")
    response = client.post(at("events:event_edit", published), data)

    assert set(response.context["form"].errors) == {"place_confirmed"}
    assert "Gironde" in response.content.decode()
    client.post(at("events:event_edit", published), {**data, "place_seen": "33063", "place_confirmed": "on"})
    event = Event.objects.get()
    assert (event.city, event.moderation, event.changed_at) == ("Bordeaux", Moderation.PUBLISHED, clock.now())


def test_published_event_stays_complete(client: Client, published: Event, committed: Edition) -> None:
    response = client.post(
        at("events:event_edit", published), form_data(committed, description="", then="draft")
    )

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"description"})


def test_title_alone_keeps_the_confirmed_place(client: Client, published: Event, committed: Edition) -> None:
    client.post(at("events:event_edit", published), form_data(committed, title="Un verger", then="save"))

    event = Event.objects.get()
    assert (event.title, event.place_confirmed_at) == ("Un verger", published.place_confirmed_at)


def test_picture_is_replaced_and_removed_for_good(
    client: Client,
    make_event: MakeEvent,
    committed: Edition,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    event = make_event(
        picture=upload(), picture_alt="Une serre", picture_credit="Studio", picture_rights=True
    )
    data = form_data(committed, then="draft")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("events:event_edit", event), {**data, "picture": upload()})
    assert [f.name for f in (tmp_path / "events").rglob("*.jpg")] == [
        Path(Event.objects.get().picture.name).name
    ]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("events:event_edit", event), {**data, "picture_remove": "on"})
    assert (bool(Event.objects.get().picture), list((tmp_path / "events").rglob("*.jpg"))) == (False, [])


def test_two_people_at_once_choose(
    client: Client, make_event: MakeEvent, committed: Edition, bob: User
) -> None:
    event = make_event()
    data = form_data(committed, title="Un verger", then="draft", seen=stamp(event))
    with clock.at(clock.now() + LATER):
        update_event(event=event, by=bob, title="Un potager")
        response = client.post(at("events:event_edit", event), data)
        other = response.context["other"]
        page = response.content.decode()

    assert (response.status_code, Event.objects.get().title, other.who) == (409, "Un potager", "Bob")
    assert [(d.theirs, d.mine) for d in other.differences if "potager" in d.theirs] == [
        ("Un potager", "Un verger")
    ]
    assert f'name="seen" value="{other.stamp}"' in page
    assert "[undefined" not in page
    client.post(at("events:event_edit", event), {**data, "seen": other.stamp})
    assert Event.objects.get().title == "Un verger"


def test_picture_survives_the_other_version(
    client: Client, make_event: MakeEvent, committed: Edition, bob: User
) -> None:
    event = make_event()
    words = {"picture_alt": "Une serre", "picture_credit": "Studio", "picture_rights": "on"}
    data = form_data(committed, then="draft", seen=stamp(event), **words)
    with clock.at(clock.now() + LATER):
        update_event(event=event, by=bob, title="Un potager")
        form = client.post(at("events:event_edit", event), {**data, "picture": upload()}).context["form"]
        client.post(
            at("events:event_edit", event),
            {**data, "seen": form.data["seen"], "picture_kept": form.picture_aside},
        )

    assert Event.objects.get().picture


def test_words_of_the_region_stand_above_the_form(client: Client, published: Event, regina: User) -> None:
    request_changes(event=published, by=regina, message="Précisez l’entrée du jardin.")

    assert "Précisez l’entrée du jardin." in client.get(at("events:event_edit", published)).content.decode()


@pytest.mark.parametrize("state", [Moderation.REFUSED, Moderation.WITHDRAWN])
def test_locked_state_says_what_to_do(client: Client, make_event: MakeEvent, state: Moderation) -> None:
    event = make_event()
    Event.objects.update(moderation=state)

    assert refusal(client.get(at("events:event_edit", event))) == (409, "event.wrong_state")


def test_frozen_edition_is_locked(client: Client, make_event: MakeEvent) -> None:
    event = make_event()
    Edition.objects.update(phase=Phase.FROZEN)

    assert refusal(client.get(at("events:event_edit", event))) == (409, "edition.phase")


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_open_the_form(
    request: Any, client_of: ClientOf, published: Event, who: str, answer: int
) -> None:
    assert (
        client_of(request.getfixturevalue(who)).get(at("events:event_edit", published)).status_code == answer
    )


def test_another_organisation_changes_nothing(
    client_of: ClientOf, charlie: User, make_event: MakeEvent, committed: Edition
) -> None:
    event = make_event()

    assert (
        client_of(charlie).post(at("events:event_edit", event), form_data(committed, title="X")).status_code
        == 404
    )
    assert Event.objects.get().title == "Un jardin partagé"


def test_town_typed_by_its_department_only(client: Client, make_event: MakeEvent, committed: Edition) -> None:
    event = make_event(
        commune=None, city="Trifouilly", department=Commune.objects.get(code="33249").department
    )

    response = client.post(
        at("events:event_edit", event), form_data(committed, town="Trifouilly", department="33", then="draft")
    )
    assert (response.status_code, Event.objects.get().city) == (302, "Trifouilly")


def test_bare_draft_opens_and_a_new_day_stands_among_the_differences(
    client: Client, make_event: MakeEvent, committed: Edition, bob: User
) -> None:
    event = make_event(starts_at=None, ends_at=None, commune=None, city="")
    data = form_data(committed, then="draft", seen=stamp(event))

    assert client.get(at("events:event_edit", event)).status_code == 200
    with clock.at(clock.now() + LATER):
        update_event(event=event, by=bob, title="Un potager")
        other = client.post(at("events:event_edit", event), data).context["other"]
    assert [d.theirs for d in other.differences][:2] == ["", "Un potager"]
