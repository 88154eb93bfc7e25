"""The page of an event on several dates, or on new ones, and of a large event with its parts."""

from typing import Any

import pytest
from django.test import Client

from semainier.core import clock
from semainier.events.models import Event, Moderation, Status
from semainier.events.services.parts import set_parent
from semainier.events.services.status import set_status
from semainier.events.tests.dates import on_days
from semainier.events.tests.public import PROGRAMME, MakeEvent, on, paris, show, words
from semainier.events.tests.test_event_public import data_of, page


def read(client: Client, event: Event) -> str:
    return words(page(client, event)).replace("\u00a0", " ").replace("\u202f", " ")


def test_page_lists_all_dates_in_words(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, sessions=[*on_days(6, 13)["sessions"], (paris(7, 14), paris(7, 16))])

    text = read(client, event)

    assert "Les samedis 6 et 13 juin, de 10 h à 12 h Dimanche 7 juin, de 14 h à 16 h" in text


@pytest.mark.parametrize(("today", "expected"), [(1, "2026-06-06"), (7, "2026-06-13"), (20, "2026-06-13")])
def test_page_leads_to_the_day_of_its_next_date(
    client: Client, make_event: MakeEvent, today: int, expected: str
) -> None:
    event = show(make_event, **on_days(6, 13))

    with clock.at(paris(today)):
        html = page(client, event)

    assert f'href="{PROGRAMME}?jour={expected}"' in html


def test_what_is_near_takes_place_on_the_same_day(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on(8))
    show(make_event, title="Aussi le 8", **on_days(6, 8))
    show(make_event, title="Avant et après", **on_days(6, 13))

    near = [nearby.event.title for nearby in client.get(f"{PROGRAMME}{event.slug}/").context["beside"].nearby]

    assert near == ["Aussi le 8"]


def test_structured_data_holds_each_date(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on_days(6, 13))

    data = data_of(page(client, event))

    assert [(one["startDate"], one["endDate"]) for one in data["subEvent"]] == [
        (f"2026-06-{day}T10:00:00+02:00", f"2026-06-{day}T12:00:00+02:00") for day in ("06", "13")
    ]
    assert {(one["@type"], one["eventStatus"], one["location"]["@type"]) for one in data["subEvent"]} == {
        ("Event", "https://schema.org/EventScheduled", "Place")
    }
    assert (data["startDate"], data["endDate"]) == ("2026-06-06T10:00:00+02:00", "2026-06-13T12:00:00+02:00")


def test_one_date_has_no_events_inside(client: Client, make_event: MakeEvent) -> None:
    assert (
        not {"subEvent", "superEvent", "previousStartDate"} & data_of(page(client, show(make_event))).keys()
    )


@pytest.fixture
def postponed(make_event: MakeEvent) -> Event:
    event = show(make_event, booking_url="https://inscription.example/", **on(7))
    return set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=on_days(9)["sessions"])


def test_new_date_is_said_with_the_first_one(client: Client, postponed: Event) -> None:
    text = read(client, postponed)

    assert "Nouvelle date : mardi 9 juin, de 10 h à 12 h D’abord annoncé pour le dimanche 7 juin." in text
    assert "Mardi 9 juin de 10 h à 12 h" in text
    assert "Reporté" not in text


def test_new_date_as_structured_data(client: Client, postponed: Event) -> None:
    data = data_of(page(client, postponed))

    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (data["previousStartDate"], data["startDate"]) == (
        "2026-06-07T10:00:00+02:00",
        "2026-06-09T10:00:00+02:00",
    )
    assert data["offers"]["availability"] == "https://schema.org/InStock"


def test_one_signs_up_for_the_new_date(client: Client, postponed: Event) -> None:
    assert 'href="https://inscription.example/"' in page(client, postponed)


def test_programme_moves_it_to_the_new_day(client: Client, postponed: Event) -> None:
    found = {day: client.get(f"{PROGRAMME}?jour=2026-06-{day:02d}").content.decode() for day in (7, 9)}

    assert (postponed.title in found[7], postponed.title in found[9]) == (False, True)
    assert "Nouvelle date" in found[9]


def test_date_to_be_set_is_said_to_have_been_announced(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on(7))
    set_status(event=event, status=Status.POSTPONED, by=None)

    text = read(client, event)

    assert "D’abord annoncé : Dimanche 7 juin" in text
    assert "Reporté : la nouvelle date n’est pas encore connue." in text


@pytest.fixture
def large(make_event: MakeEvent) -> Event:
    return show(make_event, title="La fête du quartier", **on(6, hours=8))


def part_of(large: Event, make_event: MakeEvent, **fields: Any) -> Event:
    part = show(make_event, **{"title": "Le concert", **on(6, hour=15), **fields})
    set_parent(event=part, parent=large, by=None)
    part.refresh_from_db()
    return part


def test_large_event_lists_its_public_parts(client: Client, make_event: MakeEvent, large: Event) -> None:
    part_of(large, make_event)
    part_of(large, make_event, title="L’atelier", **on(6, hour=11))
    part_of(large, make_event, title="Un secret", moderation=Moderation.SUBMITTED)

    html = page(client, large)

    assert html.index("L’atelier") < html.index("Le concert")
    assert "Un secret" not in html
    assert [one["name"] for one in data_of(html)["subEvent"]] == ["L’atelier", "Le concert"]
    assert data_of(html)["subEvent"][1]["url"] == f"http://localhost:8000{PROGRAMME}le-concert/"


def test_part_leads_back_to_the_large_event(client: Client, make_event: MakeEvent, large: Event) -> None:
    part = part_of(large, make_event)

    html = page(client, part)

    assert f'Fait partie de <a href="{PROGRAMME}{large.slug}/">La fête du quartier</a>' in html
    assert data_of(html)["superEvent"]["name"] == "La fête du quartier"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"status": "cancelled"}, "Fait partie de La fête du quartier Annulé"),
        ({"moderation": "withdrawn", "published_at": clock.now()}, "dont il faisait partie n’est plus au programme."),
    ],
)  # fmt: skip
def test_part_says_what_became_of_the_large_event(
    client: Client, make_event: MakeEvent, large: Event, state: dict[str, Any], expected: str
) -> None:
    part = part_of(large, make_event)
    Event.objects.filter(pk=large.pk).update(**state)

    assert expected in read(client, part)


def test_large_event_that_was_never_shown_is_not_named(client: Client, make_event: MakeEvent) -> None:
    part = part_of(make_event(title="Un secret"), make_event)

    text = read(client, part)

    assert ("Un secret" in text, "Fait partie" in text, "plus grand" in text) == (False, False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    client: Client, make_event: MakeEvent, large: Event, number: int, django_assert_num_queries: Any
) -> None:
    for hour in range(number):
        part_of(large, make_event, title=f"Partie {hour}", **on_days(6, 7, hour=10 + 2 * hour))

    with django_assert_num_queries(8):
        page(client, large)
