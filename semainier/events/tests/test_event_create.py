"""Declaring an event: a complete one, a draft, hours, places, pictures, what is refused."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, EventKind, Phase
from semainier.core import clock
from semainier.core.tests.pictures import upload
from semainier.events.models import Event, Moderation, Precision
from semainier.events.tests.space import ClientOf, form_data, refusal
from semainier.organisations.models import Organisation
from semainier.territories.tests.factories import make_commune


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def url(committed: Edition, org_a: Organisation) -> str:
    return reverse("events:event_create", args=[org_a.pk, committed.slug])


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def errors(response: Any) -> set[str]:
    assert response.status_code == 422
    assert "[undefined" not in response.content.decode()
    return set(response.context["form"].errors)


def test_page_asks_for_an_event(client: Client, url: str) -> None:
    response = client.get(url)

    assert response.status_code == 200
    assert "[undefined" not in response.content.decode()


def test_complete_form_makes_a_draft_and_shows_the_preview(
    client: Client, url: str, committed: Edition, alice: User
) -> None:
    response = client.post(url, form_data(committed))

    event = Event.objects.get()
    assert response.headers["Location"] == reverse("events:event_preview", args=[event.uid])
    assert (event.moderation, event.created_by, event.kind) == (Moderation.DRAFT, alice, EventKind.VISIT)
    assert event.starts_at == dt.datetime(2026, 6, 7, 8, tzinfo=dt.UTC)
    assert (event.first_day, event.last_day) == (dt.date(2026, 6, 7), dt.date(2026, 6, 7))
    assert (event.city, event.postcode, event.commune_id, event.region_id) == (
        "Lormont",
        "33310",
        "33249",
        "75",
    )
    assert (event.precision, event.place_confirmed_at) == (Precision.COMMUNE, None)


def test_draft_needs_a_title_only(client: Client, url: str) -> None:
    response = client.post(
        url, {"title": "Balade", "audience": "public", "admission": "free", "then": "draft"}
    )

    event = Event.objects.get()
    assert response.headers["Location"] == reverse("events:event_detail", args=[event.uid])
    assert (event.title, event.starts_at, event.city) == ("Balade", None, "")


def test_draft_without_a_title_keeps_what_was_typed(client: Client, url: str) -> None:
    response = client.post(
        url, {"description": "Douze parcelles.", "then": "draft", "audience": "public", "admission": "free"}
    )

    assert errors(response) == {"title"}
    assert "Douze parcelles." in response.content.decode()
    assert not Event.objects.exists()


def test_preview_asks_for_all_that_an_event_needs(client: Client, url: str) -> None:
    response = client.post(
        url, {"title": "Balade", "then": "preview", "audience": "public", "admission": "free"}
    )

    assert errors(response) == {"theme", "kind", "day", "start", "end", "town", "description"}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"end": "09:00"}, "end"),
        ({"end": "10:00"}, "end"),
        ({"last_day": "2026-06-05"}, "last_day"),
        ({"start": ""}, "start"),
        ({"day": "", "then": "draft"}, "day"),
        ({"day": "2062-06-07"}, "day"),
        ({"day": "2026-03-29", "start": "02:30"}, "start"),
        ({"day": "2026-03-28", "last_day": "2026-03-29", "end": "02:30"}, "end"),
        ({"day": "demain"}, "day"),
    ],
)
def test_hours_that_do_not_hold_are_refused(
    client: Client, url: str, committed: Edition, changes: dict[str, str], wrong: str
) -> None:
    response = client.post(url, form_data(committed, **changes))

    assert errors(response) == {wrong}
    assert "Jardin du bâtiment C" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "ends_at", "last_day"),
    [
        ({"end": "00:00"}, dt.datetime(2026, 6, 7, 22, tzinfo=dt.UTC), dt.date(2026, 6, 7)),
        ({"last_day": "2026-06-09"}, dt.datetime(2026, 6, 9, 10, tzinfo=dt.UTC), dt.date(2026, 6, 9)),
        ({"last_day": "2026-06-07"}, dt.datetime(2026, 6, 7, 10, tzinfo=dt.UTC), dt.date(2026, 6, 7)),
        (
            {"last_day": "2026-06-08", "end": "01:00"},
            dt.datetime(2026, 6, 7, 23, tzinfo=dt.UTC),
            dt.date(2026, 6, 8),
        ),
    ],
)
def test_end_may_be_midnight_or_another_day(
    *,
    client: Client,
    url: str,
    committed: Edition,
    changes: dict[str, str],
    ends_at: dt.datetime,
    last_day: dt.date,
) -> None:
    client.post(url, form_data(committed, **changes))

    event = Event.objects.get()
    assert (event.ends_at, event.last_day) == (ends_at, last_day)


def test_hours_are_those_of_the_place(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, town="97400 Saint-Denis"))

    event = Event.objects.get()
    assert event.starts_at == dt.datetime(2026, 6, 7, 6, tzinfo=dt.UTC)
    assert (event.zone, event.first_day, event.region_id) == ("Indian/Reunion", dt.date(2026, 6, 7), "04")


def test_hour_that_comes_twice_is_the_first(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, day="2026-10-25", start="02:30", end="04:00"))

    assert Event.objects.get().starts_at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


def test_commune_without_a_centre_is_to_be_placed(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, town="la brede"))

    event = Event.objects.get()
    assert (event.city, event.postcode, event.department_id) == ("La Brède", "33650", "33")
    assert (event.precision, event.latitude) == (Precision.DEPARTMENT, None)


def test_town_that_nobody_knows_needs_its_department(client: Client, url: str, committed: Edition) -> None:
    assert errors(client.post(url, form_data(committed, town="Trifouilly"))) == {"town"}

    client.post(url, form_data(committed, town="Trifouilly", department="24"))
    event = Event.objects.get()
    assert (event.city, event.commune, event.department_id, event.region_id) == (
        "Trifouilly",
        None,
        "24",
        "75",
    )


def test_ambiguous_town_offers_the_candidates_and_loses_nothing(
    client: Client, url: str, committed: Edition
) -> None:
    make_commune("33500", "Saint-Denis", latitude=44.9, longitude=-0.4)
    response = client.post(url, form_data(committed, town="Saint-Denis"))

    page = response.content.decode()
    assert errors(response) == {"town"}
    assert 'value="33500"' in page
    assert 'value="97411"' in page
    assert "rue de la Pépinière" in page


def test_picked_town_is_kept_while_the_rest_is_corrected(
    client: Client, url: str, committed: Edition
) -> None:
    make_commune("33500", "Saint-Denis", latitude=44.9, longitude=-0.4)
    data = form_data(committed, town="Saint-Denis", commune="33500")

    assert errors(client.post(url, {**data, "end": "09:00"})) == {"end"}
    client.post(url, data)
    assert Event.objects.get().commune_id == "33500"


def test_place_can_be_confirmed_in_the_form(client: Client, url: str, committed: Edition) -> None:
    data = form_data(committed, place_confirmed="on")

    client.post(url, {**data, "title": "Un autre lieu", "place_seen": "33063"})
    client.post(url, {**data, "place_seen": "33249"})
    confirmed = Event.objects.order_by("pk").values_list("place_confirmed_at", flat=True)
    assert list(confirmed) == [None, clock.now()]


def test_picture_is_kept_with_its_words(client: Client, url: str, committed: Edition) -> None:
    words = {"picture_alt": "Une serre", "picture_credit": "Studio Lambda", "picture_rights": "on"}
    client.post(url, form_data(committed, picture=upload(), **words))

    event = Event.objects.get()
    assert (event.picture_alt, event.picture_credit, event.picture_rights) == (
        "Une serre",
        "Studio Lambda",
        True,
    )
    assert event.picture.name.startswith("events/")
    assert "jardin" not in event.picture.name


def test_picture_needs_its_words(client: Client, url: str, committed: Edition) -> None:
    response = client.post(url, form_data(committed, picture=upload()))

    assert errors(response) == {"picture_alt", "picture_credit", "picture_rights"}


def test_picture_of_an_invalid_form_is_not_lost(client: Client, url: str, committed: Edition) -> None:
    response = client.post(url, form_data(committed, picture=upload(), title="", then="draft"))
    word = response.context["form"].picture_aside

    assert errors(response) == {"title"}
    assert client.get(reverse("events:picture_kept", args=[word])).headers["Content-Type"] == "image/jpeg"
    client.post(url, form_data(committed, picture_kept=word, then="draft"))
    assert Event.objects.get().picture


def test_picture_kept_can_be_dropped_and_forgotten(client: Client, url: str, committed: Edition) -> None:
    word = client.post(url, form_data(committed, picture=upload(), title="")).context["form"].picture_aside

    client.post(url, form_data(committed, picture_kept=word, picture_remove="on"))
    assert not Event.objects.get().picture
    assert errors(client.post(url, form_data(committed, picture_kept="wrong"))) == {"picture"}


@pytest.mark.parametrize(
    ("content", "name"), [(b"<svg></svg>", "a.svg"), (b"\0\0\0\x18ftypheic" + b"\0" * 9, "a.heic")]
)
def test_picture_that_is_none_is_refused(
    client: Client, url: str, committed: Edition, content: bytes, name: str
) -> None:
    response = client.post(url, form_data(committed, picture=upload(content, name)))

    assert "picture" in errors(response)


def test_communicator_declares_too(client_of: ClientOf, bob: User, url: str, committed: Edition) -> None:
    assert client_of(bob).post(url, form_data(committed)).status_code == 302


@pytest.mark.parametrize(("who", "answer"), [("charlie", 404), ("regina", 403), ("fede", 200)])
def test_who_may_open_the_form(request: Any, client_of: ClientOf, url: str, who: str, answer: int) -> None:
    assert client_of(request.getfixturevalue(who)).get(url).status_code == answer


def test_stranger_signs_in_first(url: str) -> None:
    assert Client().get(url).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COUNTING, Phase.FROZEN])
def test_phase_that_takes_no_event_says_so(client: Client, url: str, phase: Phase) -> None:
    Edition.objects.update(phase=phase)

    assert refusal(client.get(url)) == (409, "edition.phase")


def test_theme_of_another_edition_is_refused(client: Client, url: str, committed: Edition) -> None:
    assert errors(client.post(url, form_data(committed, theme="9999"))) == {"theme"}


def test_theme_says_what_an_event_must_show(client: Client, url: str, committed: Edition) -> None:
    committed.themes.filter(slug="patrimoine").update(condition="On y voit un <bâtiment>.")

    assert "On y voit un &lt;bâtiment&gt;." in client.get(url).content.decode()
