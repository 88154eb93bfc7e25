"""The lines of dates in the form: added, removed, kept, judged; they work without script."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.tests.pictures import upload
from semainier.events.models import Event, Moderation
from semainier.events.queries.dates import spans_of
from semainier.events.tests.dates import on_days
from semainier.events.tests.desk import page_of
from semainier.events.tests.space import ClientOf, MakeEvent, at, form_data
from semainier.organisations.models import Organisation


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def url(committed: Edition, org_a: Organisation) -> str:
    return reverse("events:event_create", args=[org_a.pk, committed.slug])


@pytest.fixture
def client(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def line(
    number: int, day: str, start: str = "10:00", end: str = "12:00", last_day: str = ""
) -> dict[str, str]:
    return {
        f"day_{number}": day,
        f"start_{number}": start,
        f"end_{number}": end,
        f"last_day_{number}": last_day,
    }


def values(response: Any, name: str) -> list[str]:
    """Return the values of the fields of a name on all lines, as the page holds them."""
    return [str(getattr(one, name).value() or "") for one in response.context["form"].lines]


def test_several_lines_make_several_dates(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, **line(2, "2026-06-13"), **line(3, "2026-06-10", "18:00", "00:00")))

    event = Event.objects.get()
    assert [(start.day, start.hour, end.hour) for start, end in spans_of(event)] == [
        (7, 8, 10),
        (10, 16, 22),
        (13, 8, 10),
    ]
    assert (event.session_count, event.first_day, event.last_day) == (
        3,
        dt.date(2026, 6, 7),
        dt.date(2026, 6, 13),
    )


def test_button_gives_a_line_more_and_keeps_everything(client: Client, url: str, committed: Edition) -> None:
    response = client.post(url, form_data(committed, dates="add", description="Douze parcelles."))

    assert (response.status_code, Event.objects.count()) == (200, 0)
    assert (values(response, "day"), values(response, "start")) == (["2026-06-07", ""], ["10:00", "10:00"])
    html = response.content.decode()
    assert ("Douze parcelles." in html, "[undefined" in html, 'class="error' in html) == (True, False, False)
    assert re.search(r'<input type="date" name="day_2"[^>]*autofocus', html)


def test_button_says_nothing_of_what_is_still_empty(client: Client, url: str) -> None:
    response = client.post(url, {"title": "", "dates": "add", "town": "Lormont"})

    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert 'name="place_seen" value="33249"' in response.content.decode()


@pytest.mark.parametrize(
    ("number", "left"), [(1, ["08", "09"]), (2, ["07", "09"]), (3, ["07", "08"]), (9, ["07", "08", "09"])]
)
def test_button_removes_its_line(
    client: Client, url: str, committed: Edition, number: int, left: list[str]
) -> None:
    data = form_data(committed, **line(2, "2026-06-08"), **line(3, "2026-06-09"), dates=f"remove-{number}")

    response = client.post(url, data)

    assert values(response, "day") == [f"2026-06-{day}" for day in left]


def test_last_line_stays(client: Client, url: str, committed: Edition) -> None:
    assert values(client.post(url, form_data(committed, dates="remove-1")), "day") == ["2026-06-07"]


def test_picture_just_chosen_is_not_lost_by_the_button(client: Client, url: str, committed: Edition) -> None:
    response = client.post(url, form_data(committed, picture=upload(), dates="add"))
    word = response.context["form"].picture_aside

    client.post(url, form_data(committed, picture_kept=word, then="draft"))

    assert Event.objects.get().picture


def test_lines_need_not_be_numbered_without_a_gap(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, **line(7, "2026-06-13")))

    assert Event.objects.get().session_count == 2


def test_line_with_hours_only_is_no_date(client: Client, url: str, committed: Edition) -> None:
    client.post(url, form_data(committed, **line(2, "")))

    assert Event.objects.get().session_count == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (line(2, "2026-06-07", "11:00", "13:00"), "day_2"),
        (line(2, "2026-06-07"), "day_2"),
        (line(2, "2026-06-08", "", "12:00"), "start_2"),
        (line(2, "2026-06-08", "10:00", "09:00"), "end_2"),
        (line(2, "2026-06-08", last_day="2026-06-07"), "last_day_2"),
        (line(2, "2062-06-08"), "day_2"),
        (line(2, "", last_day="2026-06-09"), "day_2"),
        (line(2, "demain"), "day_2"),
        (line(2, "2026-03-29", "02:30"), "start_2"),
        ({**line(2, "2026-06-08"), "day": "", "start": "", "end": ""}, "day"),
    ],
)
def test_date_that_does_not_hold_is_refused_on_its_line(
    client: Client, url: str, committed: Edition, changes: dict[str, str], wrong: str
) -> None:
    response = client.post(url, form_data(committed, **changes))

    assert (response.status_code, wrong in response.context["form"].errors, Event.objects.count()) == (
        422,
        True,
        0,
    )
    assert f'id="id_{wrong}_error"' in response.content.decode()


def test_overlap_is_said_in_words(client: Client, url: str, committed: Edition) -> None:
    response = client.post(url, form_data(committed, **line(2, "2026-06-07", "11:00", "13:00")))

    sentence = (
        "Deux dates se chevauchent : dimanche 7 juin, de 10 h à 12 h et dimanche 7 juin, de 11 h à 13 h"
    )
    assert sentence in page_of(response)


def test_more_than_sixty_lines_are_refused(client: Client, url: str, committed: Edition) -> None:
    many = [
        line(n, "2026-06-08", f"{n // 3:02d}:{n % 3 * 20:02d}", f"{n // 3:02d}:{n % 3 * 20 + 10:02d}")
        for n in range(2, 63)
    ]
    data = form_data(committed)
    for one in many:
        data |= one

    response = client.post(url, data)

    assert (response.status_code, "au plus 60 dates" in page_of(response)) == (422, True)


def test_form_shows_the_dates_of_an_event_and_saves_them_unchanged(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = make_event(**on_days(6, 13), kind="visit", postcode="33310")
    page = client.get(at("events:event_edit", event))

    shown = {
        field.html_name: field.value() for field in page.context["form"] if field.value() not in (None, False)
    }
    client.post(at("events:event_edit", event), {**shown, "then": "draft", "theme": event.theme_id})

    assert values(page, "day") == ["2026-06-06", "2026-06-13"]
    event.refresh_from_db()
    assert (spans_of(event), event.updated_at) == (
        on_days(6, 13)["sessions"],
        page.context["event"].updated_at,
    )


def test_published_event_gets_a_date_more(client: Client, make_event: MakeEvent, committed: Edition) -> None:
    event = make_event()
    Event.objects.update(moderation=Moderation.PUBLISHED)
    data = form_data(
        committed, then="save", place_seen="33249", place_confirmed="on", **line(2, "2026-06-13")
    )

    response = client.post(at("events:event_edit", event), data)

    event.refresh_from_db()
    assert (response.status_code, event.session_count, event.sequence) == (302, 2, 1)
    assert event.changed_at is not None


def test_both_versions_show_their_dates(client: Client, make_event: MakeEvent, committed: Edition) -> None:
    event = make_event(**on_days(6, 13))
    seen = "2026-05-20T07:00:00+00:00"

    response = client.post(at("events:event_edit", event), form_data(committed, seen=seen, then="draft"))

    assert response.status_code == 409
    assert "les samedis 6 et 13 juin, de 10 h à 12 h" in page_of(response)


def test_page_names_each_date_for_who_does_not_see_it(client: Client, url: str, committed: Edition) -> None:
    html = client.post(url, form_data(committed, dates="add")).content.decode()

    assert re.findall(r"<legend class=\"label\">Date <span data-number>(\d)</span>", html) == ["1", "2"]
    assert re.findall(r'name="dates" value="([^"]+)"', html) == ["remove-1", "remove-2", "add"]
    assert html.index('name="then"') < html.index('name="dates"')  # Enter saves, it does not add a date
