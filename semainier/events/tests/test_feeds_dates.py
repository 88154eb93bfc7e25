"""Several dates, and new dates, as data: an entry each in a calendar, a list in the other formats."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.events.models import Event, Moderation, Status
from semainier.events.services.declare import update_event
from semainier.events.services.status import set_status
from semainier.events.tests.dates import Spans, on_days, spans
from semainier.events.tests.desk import plain
from semainier.events.tests.public import FEEDS, MakeEvent, on, paris, show
from semainier.events.tests.test_feeds import body, rows
from semainier.events.tests.test_ics import calendar, only

EASY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def entries(client: Client, query: str = "") -> dict[str, icalendar.Event]:
    return {str(entry["UID"]): entry for entry in calendar(client, query).walk("VEVENT")}


def days(found: dict[str, icalendar.Event]) -> dict[str, int]:
    return {uid: entry["DTSTART"].dt.day for uid, entry in found.items()}


def test_each_date_is_an_entry_of_its_own(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, sequence=4, **on_days(6, 13))

    found = entries(client)

    assert days(found) == {f"{event.uid}@localhost": 6, f"{event.uid}-20260613T080000Z@localhost": 13}
    assert {(entry["SEQUENCE"], str(entry["SUMMARY"])) for entry in found.values()} == {(4, event.title)}
    assert found[f"{event.uid}@localhost"]["DTEND"].dt == paris(6, 12)


@EASY
@given(dates=spans(most=6), data=st.data())
def test_identifier_stays_with_its_date_when_another_goes(
    client: Client, make_event: MakeEvent, dates: Spans, data: st.DataObject
) -> None:
    Event.objects.all().delete()
    event = show(make_event, sessions=dates)
    before = {entry["DTSTART"].dt: uid for uid, entry in entries(client).items()}
    gone = data.draw(st.integers(0, len(dates) - 1))

    left = [date for number, date in enumerate(dates) if number != gone] or dates
    update_event(event=event, by=None, sessions=left)

    after = {entry["DTSTART"].dt: uid for uid, entry in entries(client).items()}
    assert len(set(before.values())) == len(dates)
    # The first date bears the identifier of the event itself; all others keep theirs.
    assert all(before[start] == uid for start, uid in after.items() if start != left[0][0])
    assert after[left[0][0]] == before[dates[0][0]]


@EASY
@given(dates=spans())
def test_calendar_holds_the_dates_and_nothing_else(
    client: Client, make_event: MakeEvent, dates: Spans
) -> None:
    Event.objects.all().delete()
    show(make_event, sessions=dates)

    found = calendar(client).walk("VEVENT")

    assert [entry["DTSTART"].dt for entry in found] == [start.replace(microsecond=0) for start, _end in dates]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [6, 9, 20]),
        ("?jour=2026-06-09", [9]),
        ("?jour=2026-06-09&jour=2026-06-06", [6, 9]),
        ("?jour=2026-06-07", []),
    ],
)
def test_calendar_of_a_day_holds_the_dates_of_that_day(
    client: Client, make_event: MakeEvent, query: str, expected: list[int]
) -> None:
    show(make_event, **on_days(6, 9, 20))

    assert sorted(days(entries(client, query)).values()) == expected


def test_calendar_of_one_event_has_all_its_dates(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on_days(6, 13))

    read = icalendar.Calendar.from_ical(client.get(f"/semaine-2026/programme/{event.slug}.ics").getvalue())

    assert [entry["DTSTART"].dt.day for entry in read.walk("VEVENT")] == [6, 13]


def test_every_date_of_a_cancelled_event_says_so(client: Client, make_event: MakeEvent) -> None:
    show(make_event, status=Status.CANCELLED, **on_days(6, 13))

    assert {str(entry["STATUS"]) for entry in entries(client).values()} == {"CANCELLED"}


def test_new_date_is_certain_and_tells_the_first_one(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on(7))
    set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=on_days(9)["sessions"])

    found = only(calendar(client))

    assert (str(found["STATUS"]), found["DTSTART"].dt, found["SEQUENCE"]) == ("CONFIRMED", paris(9), 1)
    assert plain(str(found["DESCRIPTION"])).startswith(
        "Nouvelle date (d’abord annoncé pour le dimanche 7 juin)"
    )


def test_json_lists_the_dates(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on_days(6, 13))

    (event,) = json.loads(body(client, "json"))["events"]

    assert event["dates"] == [
        {"starts_at": f"2026-06-{day}T10:00:00+02:00", "ends_at": f"2026-06-{day}T12:00:00+02:00"}
        for day in ("06", "13")
    ]
    assert (event["starts_at"], event["ends_at"]) == (
        "2026-06-06T10:00:00+02:00",
        "2026-06-13T12:00:00+02:00",
    )


def test_json_tells_the_first_date_of_what_was_postponed(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, **on(7))
    set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=on_days(9)["sessions"])

    (found,) = json.loads(body(client, "json"))["events"]

    assert (found["status"], found["postponed_from"]) == ("reporte", "2026-06-07T10:00:00+02:00")


def test_geojson_and_rss_say_the_dates_in_words(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on_days(6, 13))

    (feature,) = json.loads(body(client, "geojson"))["features"]
    (item,) = ET.fromstring(body(client, "rss")).iter("item")  # noqa: S314 -- our own text

    assert plain(feature["properties"]["when"]) == "les samedis 6 et 13 juin, de 10 h à 12 h"
    assert "les samedis 6 et 13 juin 2026, de 10 h à 12 h" in plain(str(item.findtext("description")))


def test_rss_says_that_the_date_is_new(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, title="Le bal", **on(7))
    set_status(event=event, status=Status.POSTPONED, by=None, new_sessions=on_days(9)["sessions"])

    (item,) = ET.fromstring(body(client, "rss")).iter("item")  # noqa: S314 -- our own text

    assert plain(str(item.findtext("title"))) == "Nouvelle date : Le bal"


def test_spreadsheet_tells_several_dates_beside_the_columns_of_the_import(
    client: Client, make_event: MakeEvent
) -> None:
    show(make_event, title="Une", **on(7))
    show(make_event, title="Deux", **on_days(8, 13))

    one, two = rows(body(client, "csv"))

    assert (one["dates"], two["debut"], two["fin"]) == (
        "",
        "2026-06-08T10:00:00+02:00",
        "2026-06-13T12:00:00+02:00",
    )
    assert two["dates"].split() == [
        f"2026-06-{day}T10:00:00+02:00/2026-06-{day}T12:00:00+02:00" for day in ("08", "13")
    ]


@pytest.mark.parametrize("form", FEEDS)
@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    *,
    client: Client,
    make_event: MakeEvent,
    form: str,
    number: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for hour in range(number):
        show(make_event, **on_days(6, 13, hour=8 + 2 * hour))

    with django_assert_num_queries({"ics": 5}.get(form, 4)):
        body(client, form)


def test_nothing_of_the_dates_of_a_draft_leaves(client: Client, make_event: MakeEvent) -> None:
    event = make_event(**on_days(6, 13))

    assert (event.moderation, entries(client)) == (Moderation.DRAFT, {})
