"""Two clicks: the page proposes this year's dates, the button makes the draft."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, Phase
from semainier.events.models import Event, Moderation
from semainier.events.queries.dates import spans_of
from semainier.events.tests.conftest import last_year
from semainier.events.tests.dates import on_days
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, at, refusal

WasShown = Callable[..., Event]
SUNDAY = {"day": "2026-06-07", "start": "10:00", "end": "12:00"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def made() -> Event:
    return Event.objects.get(carried_from__isnull=False)


def test_page_proposes_the_same_weekday_and_hours(client: Client, was_shown: WasShown) -> None:
    response = client.get(at("events:event_carry", was_shown()))

    (line,) = response.context["form"].lines
    assert [str(field.value()) for field in (line.day, line.start, line.end)] == [
        "2026-06-07",
        "10:00:00",
        "12:00:00",
    ]
    page = page_of(response)
    assert ("[undefined" in page, "Thème : Patrimoine" in page) == (False, True)


def test_button_makes_the_draft_and_shows_it(client: Client, was_shown: WasShown, alice: User) -> None:
    source = was_shown()

    response = client.post(at("events:event_carry", source), SUNDAY)

    event = made()
    assert response.headers["Location"] == at("events:event_preview", event)
    assert (event.carried_from, event.created_by, event.moderation) == (source, alice, Moderation.DRAFT)
    assert spans_of(event) == on_days(7)["sessions"]


def test_several_dates_are_proposed_and_can_be_changed(client: Client, was_shown: WasShown) -> None:
    source = was_shown(sessions=[(last_year(6, day), last_year(6, day, 12)) for day in (7, 14)])
    url = at("events:event_carry", source)

    shown = [str(line.day.value()) for line in client.get(url).context["form"].lines]
    data = {**SUNDAY, **{f"{name}_2": value for name, value in SUNDAY.items()}, "day_2": "2026-06-10"}
    less = client.post(url, {**data, "dates": "remove-2"})
    client.post(url, data)

    assert (shown, len(less.context["form"].lines)) == (["2026-06-06", "2026-06-13"], 1)
    assert [start.day for start, _end in spans_of(made())] == [7, 10]


def test_dates_may_be_left_open(client: Client, was_shown: WasShown) -> None:
    client.post(at("events:event_carry", was_shown()), {"day": "", "start": "10:00", "end": "12:00"})

    assert made().starts_at is None


def test_date_that_does_not_hold_is_refused(client: Client, was_shown: WasShown) -> None:
    response = client.post(at("events:event_carry", was_shown()), {**SUNDAY, "end": "09:00"})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"end"})
    assert not Event.objects.filter(carried_from__isnull=False).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_second_time_opens_what_was_made(client: Client, was_shown: WasShown, method: str) -> None:
    source = was_shown()
    client.post(at("events:event_carry", source), SUNDAY)

    response = getattr(client, method)(at("events:event_carry", source), SUNDAY, follow=True)

    assert response.redirect_chain == [(at("events:event_detail", made()), 302)]
    assert "est déjà repris : le voici" in page_of(response)


def test_page_says_what_is_not_taken_over(client: Client, was_shown: WasShown, before: Edition) -> None:
    source = was_shown(theme=before.themes.get(slug="jeunesse"), booking_url="https://a.example")

    page = page_of(client.get(at("events:event_carry", source)))

    assert ("Le thème est à choisir" in page, "Le lien d’inscription n’est pas repris" in page) == (
        True,
        True,
    )


@pytest.mark.parametrize(("who", "answer"), [("bob", 200), ("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_open_the_page(
    request: Any, client_of: ClientOf, was_shown: WasShown, who: str, answer: int
) -> None:
    url = at("events:event_carry", was_shown())

    assert client_of(request.getfixturevalue(who)).get(url).status_code == answer


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COUNTING])
def test_edition_that_takes_no_event_says_so(client: Client, was_shown: WasShown, phase: Phase) -> None:
    url = at("events:event_carry", was_shown())
    Edition.objects.filter(is_current=True).update(phase=phase)

    assert refusal(client.get(url)) == (409, "edition.phase")


def test_without_an_edition_before_there_is_nothing(client: Client, make_event: WasShown) -> None:
    assert client.get(at("events:event_carry", make_event())).status_code == 404


def test_event_of_this_year_is_refused(client: Client, before: Edition, make_event: WasShown) -> None:
    assert refusal(client.post(at("events:event_carry", make_event()), SUNDAY)) == (409, "event.not_earlier")
