"""The calendar, read by a library that is not ours: no error, exact fields, zones, words come back whole."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from semainier.events.exports.ics import folded, text
from semainier.events.exports.zones import timezone_lines
from semainier.events.models import Event, Precision, Status
from semainier.events.services.moderation import publish_event, submit_event, withdraw_event
from semainier.events.services.status import set_status
from semainier.events.tests.public import PROGRAMME, MakeEvent, on, paris, show
from semainier.territories.models import Commune


def calendar(client: Client, query: str = "", prefix: str = "") -> icalendar.Calendar:
    response = client.get(f"{prefix}/semaine-2026/programme.ics{query}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    read = icalendar.Calendar.from_ical(response.getvalue())
    assert [event.errors for event in read.walk()] == [[] for _part in read.walk()]
    return read


def only(read: icalendar.Calendar) -> icalendar.Event:
    (event,) = read.walk("VEVENT")
    return event


def test_fields_of_an_event(client: Client, make_event: MakeEvent) -> None:
    event = show(
        make_event, address="3, rue des Lilas", postcode="33310", latitude=44.87, longitude=-0.52,
        precision=Precision.EXACT, sequence=2, **on(8),
    )  # fmt: skip

    found = only(calendar(client))

    assert str(found["UID"]) == f"{event.uid}@localhost"
    assert str(found["SUMMARY"]) == "Un jardin partagé"
    assert found["DTSTART"].dt == paris(8, 10)
    assert found["DTSTART"].params["TZID"] == "Europe/Paris"
    assert found["DTEND"].dt == paris(8, 12)
    assert found["DTSTAMP"].dt == event.updated_at
    assert (found["SEQUENCE"], str(found["STATUS"])) == (2, "CONFIRMED")
    assert str(found["LOCATION"]) == "Jardin du bâtiment C, 3, rue des Lilas, 33310 Lormont"
    assert (found["GEO"].latitude, found["GEO"].longitude) == (44.87, -0.52)
    assert found["CATEGORIES"].cats == ["Bien vivre ensemble", "Autre"]
    assert str(found["URL"]) == f"http://localhost:8000{PROGRAMME}{event.slug}/"
    assert str(found["DESCRIPTION"]).split("\n\n") == [
        "Les habitants ouvrent leur jardin.", "Entrée libre", "Organisé par Habitat des Deux-Rives",
        str(found["URL"]),
    ]  # fmt: skip


def test_centre_of_a_town_is_not_a_point(client: Client, make_event: MakeEvent) -> None:
    show(make_event)

    assert "GEO" not in only(calendar(client))


@pytest.mark.parametrize(
    ("status", "word", "begins"),
    [
        (Status.CANCELLED, "CANCELLED", "Annulé : Trop de vent"),
        (Status.POSTPONED, "TENTATIVE", "Reporté : Trop de vent"),
        (Status.FULL, "CONFIRMED", "Complet : Trop de vent"),
    ],
)
def test_status(client: Client, make_event: MakeEvent, status: Status, word: str, begins: str) -> None:
    show(make_event, status=status, status_note="Trop de vent")

    found = only(calendar(client))

    assert str(found["STATUS"]) == word
    assert str(found["DESCRIPTION"]).replace("\u00a0", " ").startswith(begins)


def test_cancelled_event_stays_and_withdrawn_one_disappears(client: Client, make_event: MakeEvent) -> None:
    event = publish_event(event=submit_event(event=make_event(), by=None), by=None)
    before = only(calendar(client))["SEQUENCE"]

    set_status(event=event, status=Status.CANCELLED, by=None)
    cancelled = only(calendar(client))
    withdraw_event(event=Event.objects.get(pk=event.pk), by=None)

    assert (str(cancelled["STATUS"]), cancelled["SEQUENCE"]) == ("CANCELLED", before + 1)
    assert calendar(client).walk("VEVENT") == []


def test_zones_of_all_places_are_defined(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on(8))
    show(make_event, commune=Commune.objects.get(code="97411"), **on(8))

    read = calendar(client)

    zones = {str(zone["TZID"]): zone for zone in read.walk("VTIMEZONE")}
    assert set(zones) == {"Europe/Paris", "Indian/Reunion"}
    assert {str(event["DTSTART"].params["TZID"]) for event in read.walk("VEVENT")} == set(zones)


def test_filter_by_day_keeps_events_of_that_day_only(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="La veille", **on(7))
    show(make_event, title="Le jour", **on(8))
    show(make_event, title="Tous les jours", starts_at=paris(6), ends_at=paris(9))

    read = calendar(client, "?jour=2026-06-08")

    assert [str(event["SUMMARY"]) for event in read.walk("VEVENT")] == ["Tous les jours", "Le jour"]


def test_event_that_has_no_length_has_no_end(client: Client, make_event: MakeEvent) -> None:
    show(make_event, starts_at=paris(8), ends_at=paris(8))

    assert "DTEND" not in only(calendar(client))


def test_calendar_of_one_event(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, title="Le bal", **on(8))
    show(make_event, title="Un autre", **on(8))

    response = client.get(f"{PROGRAMME}{event.slug}.ics")

    assert [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(response.getvalue()).walk("VEVENT")] == [
        "Le bal"
    ]
    assert response["Content-Disposition"] == 'inline; filename="le-bal.ics"'


def test_calendar_in_english(client: Client, make_event: MakeEvent) -> None:
    show(make_event)

    assert "Organised by Habitat des Deux-Rives" in str(only(calendar(client, prefix="/en"))["DESCRIPTION"])


# What a text may hold: no control characters (RFC 5545 allows none), line ends as they come.
LETTERS = st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from(list("\\;,:\n\t\"'"))


@given(st.text(LETTERS, max_size=300))
def test_text_comes_back_whole(value: str) -> None:
    lines = folded(f"DESCRIPTION:{text(value)}")

    read = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n")

    assert str(read["DESCRIPTION"]) == value.replace("\u2028", "\n").replace("\u2029", "\n")


@given(st.text(LETTERS, max_size=300))
def test_lines_are_at_most_75_octets_and_whole_characters(value: str) -> None:
    lines = folded(f"X:{text(value)}")

    assert lines.endswith("\r\n")
    assert all(len(line) <= 75 for line in lines.encode().split(b"\r\n"))
    assert lines.replace("\r\n ", "")[:-2] == f"X:{text(value)}"


@pytest.mark.parametrize("value", ["a\r\nb", "a\rb", "a\u2028b", "a\x85b"])
def test_every_end_of_line_is_written_alike(value: str) -> None:
    assert text(value) == "a\\nb"


def test_control_characters_are_dropped() -> None:
    assert text("a\x00b\x1bc\x7fd") == "abcd"


# Miquelon changed its rule in 2007; Jerusalem's Friday is neither the fourth of March nor the last.
ZONES = ["Europe/Paris", "America/Miquelon", "Indian/Reunion", "Pacific/Noumea", "Asia/Jerusalem"]


@pytest.mark.parametrize("year", [2008, 2013, 2026])
@pytest.mark.parametrize("zone", ZONES)
def test_zone_gives_the_same_hours_as_the_machine(zone: str, year: int) -> None:
    lines = "\r\n".join(timezone_lines(zone, year)) + "\r\n"
    made = icalendar.Timezone.from_ical(lines).to_tz(lookup_tzid=False)

    for day in range(0, 365, 5):
        local = dt.datetime(year, 1, 1, 12) + dt.timedelta(days=day)  # noqa: DTZ001 -- the zone is put on below
        assert local.replace(tzinfo=made).utcoffset() == local.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_zone_of_paris_is_a_rule() -> None:
    assert timezone_lines("Europe/Paris", 2026) == [
        "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
        "BEGIN:STANDARD", "DTSTART:20201025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:20200329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]  # fmt: skip


def test_zone_without_summer_time_has_one_part() -> None:
    assert timezone_lines("Indian/Reunion", 2026)[2:7] == [
        "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0400", "TZOFFSETTO:+0400", "TZNAME:+04"
    ]  # fmt: skip
