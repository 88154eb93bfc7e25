"""OpenAgenda in its several forms: what is read, what is repaired, what is refused."""

import datetime as dt
import io
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from semainier.core.errors import DomainError
from semainier.events.imports.upstream import openagenda as format_of
from semainier.events.imports.upstream.incoming import Agenda, Incoming, Window
from semainier.events.imports.upstream.reading import read_agenda
from semainier.events.tests.agendas import entry, openagenda

WEEK = Window(dt.date(2026, 6, 6), dt.date(2026, 6, 14))


def read(document: Any) -> Agenda:
    return read_agenda(io.BytesIO(json.dumps(document).encode()), WEEK)


def one(**fields: Any) -> Incoming:
    return read([entry(**fields)]).events[0]


def refusal(data: bytes) -> str:
    with pytest.raises(DomainError) as refused:
        read_agenda(io.BytesIO(data), WEEK)
    return refused.value.code


def codes(event: Incoming) -> list[str]:
    return [problem.code for problem in event.problems]


@pytest.mark.parametrize(
    "document",
    [[entry()], {"events": [entry()], "total": 1}, {"event": entry()}, entry()],
    ids=["list", "answer", "one", "bare"],
)
def test_every_wrapping_is_read(document: Any):
    agenda = read(document)

    assert (agenda.kind, agenda.is_whole, [event.uid for event in agenda.events]) == (
        "openagenda",
        True,
        ["4711"],
    )


def test_an_event_is_read():
    event = one(onlineAccessLink="https://visio.example/x", attendanceMode=3, conditions={"fr": "5 \u001e€"})

    assert (event.title, event.description) == ("Un verger partagé", "Les habitants ouvrent le verger.")
    assert (event.where.venue, event.where.address, event.where.insee) == (
        "Verger",
        "3 rue des Lilas",
        "33249",
    )
    assert event.spans[0].start == dt.datetime(2026, 6, 7, 8, tzinfo=dt.UTC)
    assert (event.mode, event.online_url, event.price) == ("both", "https://visio.example/x", "5 €")
    assert (event.said, event.problems) == ([], [])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Titre", "Titre"), ({"en": "Title", "fr": "Titre"}, "Titre"), ({"de": "Titel", "en": "Title"}, "Title"),
        ({"br": "Titl"}, "Titl"), ({"fr": ""}, ""), (None, ""), (7, "7"), ([], ""),
    ],
)  # fmt: skip
def test_french_comes_first_then_any_language(title: Any, expected: str):
    assert one(title=title).title == expected


def test_short_and_long_text_stand_below_each_other():
    html = {"fr": "<p>Guidés par les habitants.</p>"}

    assert one(longDescription={"fr": "**Autre**"}, html=html).description == (
        "Les habitants ouvrent le verger.\n\nGuidés par les habitants."
    )
    assert (
        one(html={"fr": "Les habitants ouvrent le verger. Venez."}).description
        == "Les habitants ouvrent le verger. Venez."
    )
    assert one(longDescription={}, html={}).said == []


@pytest.mark.parametrize("name", ["begin", "start"])
def test_timings_of_both_versions(name: str):
    event = one(timings=[{name: "2026-06-07T08:00:22.587Z", "end": "2026-06-07T09:00:22.587Z"}])

    assert event.spans[0].start == dt.datetime(2026, 6, 7, 8, 0, 22, tzinfo=dt.UTC)


def test_hours_without_an_offset_are_in_the_zone_of_the_event():
    timings = [{"begin": "2026-06-07T10:00:00", "end": "2026-06-07T12:00:00"}]

    assert one(timings=timings, timezone="Indian/Reunion").spans[0].start.tzinfo == ZoneInfo("Indian/Reunion")
    assert one(timings=timings, timezone=None).spans[0].start.tzinfo is None


@pytest.mark.parametrize(
    ("timing", "count", "told"),
    [
        ({"begin": "demain", "end": "2026-06-08T12:00:00Z"}, 1, "lue"),
        ({"begin": "2026-06-08T12:00:00Z", "end": "2026-06-08T10:00:00Z"}, 1, "avant"),
        ({"begin": "2026-06-08T12:00:00Z", "end": None}, 2, "fin"),
        ("hier", 1, "lue"),
    ],
)
def test_a_date_that_makes_no_sense_is_left_out_and_told(timing: Any, count: int, told: str):
    good = {"begin": "2026-06-07T10:00:00Z", "end": "2026-06-07T12:00:00Z"}
    event = one(timings=[good, timing])

    assert (len(event.spans), len(event.said)) == (count, 1)
    assert told in event.said[0]


@pytest.mark.parametrize("timings", [[], None, "x", [{}], {}])
def test_without_any_date_an_event_is_refused(timings: Any):
    assert codes(one(timings=timings)) == ["import.required"]


@pytest.mark.parametrize(
    ("fields", "uid"),
    [
        ({"uid": "abc"}, "abc"),
        ({"uid": None, "slug": "un-verger"}, "slug:un-verger"),
        ({"uid": True, "canonicalUrl": "https://o.example/v"}, "canonicalUrl:https://o.example/v"),
    ],
)
def test_the_identifier_is_the_number_else_the_address(fields: dict[str, Any], uid: str):
    assert (one(**fields).uid, codes(one(**fields))) == (uid, [])


def test_without_an_identifier_an_event_is_refused():
    assert codes(one(uid=None)) == ["import.required"]


def test_two_events_of_one_identifier_are_both_refused():
    assert [codes(event) for event in read([entry(), entry(title="Autre")]).events] == [["import.twice"]] * 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"hi": True, "vi": False, "mi": True}, ("mi", "hi")),
        (["vi", "xx"], ("vi",)),
        ([], ()),
        (None, ()),
        ({"hi": "true"}, ()),
    ],
)
def test_access_needs_of_both_forms(given: Any, expected: tuple[str, ...]):
    assert one(accessibility=given).accessibility == expected


@pytest.mark.parametrize(
    ("fields", "status", "mode"),
    [
        ({"status": 1}, "scheduled", "on_site"), ({"status": 2}, "scheduled", "on_site"), ({"status": 3}, "scheduled", "online"),
        ({"status": 4}, "postponed", "on_site"), ({"status": 5}, "full", "on_site"), ({"status": 6}, "cancelled", "on_site"),
        ({"status": {"id": 6, "label": {"fr": "Annulé"}}}, "cancelled", "on_site"), ({"status": None}, "scheduled", "on_site"),
        ({"attendanceMode": {"id": 2}}, "scheduled", "online"),
    ],
)  # fmt: skip
def test_status_and_attendance_are_numbers(fields: dict[str, Any], status: str, mode: str):
    event = one(**fields)

    assert (event.status, event.mode) == (status, mode)


@pytest.mark.parametrize(
    "fields", [{"state": 1}, {"state": 0}, {"state": -1}, {"draft": True}, {"private": True}]
)
def test_what_is_not_published_there_stays_there(fields: dict[str, Any]):
    agenda = read([entry(), entry(uid=2, **fields)])

    assert ([event.uid for event in agenda.events], agenda.notes[0][:2]) == (["4711"], "1 ")


def test_registration_gives_link_and_address_but_no_telephone():
    event = one(registration=[
        {"type": "phone", "value": "01 99 00 00 00"}, {"type": "email", "value": "contact@ville.example"},
        {"type": "link", "value": "https://ville.example/i"}, {"value": "https://autre.example/"}, "x",
    ])  # fmt: skip

    assert (event.booking_url, event.contact_email, event.needs_booking) == (
        "https://ville.example/i",
        "contact@ville.example",
        True,
    )
    assert "téléphone" in event.said[0]


def test_a_person_is_never_taken_for_the_organiser():
    member = {"custom": {"email": "contact@ville.example", "contactName": "Kim"}, "slug": "kim"}
    event = one(member=member, creatorUid=7)

    assert (event.organiser, event.siren, event.contact_email) == ("", "", "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"contributor": {"organization": "Musées"}}, ("Musées", "")),
        ({"siren": "732 829 320"}, ("", "732829320")),
        ({"siret": 73282932000074}, ("", "732829320")),
        ({"organisateur": {"fr": "Mairie"}}, ("Mairie", "")),
    ],
)
def test_the_organiser_is_an_organisation(fields: dict[str, Any], expected: tuple[str, str]):
    assert (one(**fields).organiser, one(**fields).siren) == expected


def test_a_place_of_the_first_version_stands_in_the_event():
    event = one(
        location=None, locationName="Musée", address="2 place, 79300, Bressuire", postalCode="79300",
        city="Bressuire", latitude=46.84, longitude=-0.49,
    )  # fmt: skip

    assert (event.where.venue, event.where.address, event.where.point) == ("Musée", "2 place", (46.84, -0.49))


def test_tags_and_keywords_may_name_a_theme():
    event = one(keywords={"fr": ["Patrimoine", 7]}, tags=[{"label": "Exposition"}, "x"])

    assert event.categories == ("Patrimoine", "Exposition")


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        ({"total": 1}, True),
        ({"total": 2}, False),
        ({"total": None, "after": ["1"]}, False),
        ({"total": None, "after": None}, True),
    ],
)
def test_one_page_is_not_the_whole(answer: dict[str, Any], is_whole: Any):
    agenda = read_agenda(openagenda(entry(), **answer), WEEK)

    assert (agenda.is_whole, len(agenda.notes)) == (is_whole, 0 if is_whole else 1)


def test_the_agenda_names_itself():
    assert read({"agenda": {"title": "Ville"}, "events": [entry()]}).name == "Ville"
    assert read([entry(originAgenda={"title": "Ville"})]).name == "Ville"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "agenda.unreadable"),
        (b"[" * 100_000, "agenda.unreadable"),
        (b'{"a": ' + b"9" * 5000 + b"}", "agenda.unreadable"),
        (b'{"events": [{"title": "\xff"}]}', "agenda.unreadable"),
        (b"{}", "agenda.not_openagenda"),
        (b"[1, 2]", "agenda.not_openagenda"),
        (b'{"type": "FeatureCollection", "features": []}', "agenda.not_openagenda"),
        (b"[]", "agenda.empty"),
        (b'{"events": []}', "agenda.empty"),
    ],
)
def test_what_is_no_agenda_is_refused(data: bytes, code: str):
    assert refusal(data) == code


def test_an_agenda_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch):
    data = openagenda(entry(), entry(uid=2)).getvalue()
    monkeypatch.setattr(format_of, "MAX_EVENTS", 1)
    assert refusal(data) == "agenda.too_many_events"
    monkeypatch.setattr(format_of, "MAX_BRACKETS", 5)
    assert refusal(data) == "agenda.too_big"
