"""What holds for every agenda: read or refused, never a crash; once more changes nothing; order does not matter."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.core.spreadsheets import ImportReport
from semainier.events.imports.upstream import import_agenda, source_for
from semainier.events.imports.upstream.incoming import Agenda, Incoming, Window
from semainier.events.imports.upstream.plain import cut, plain_text
from semainier.events.imports.upstream.reading import read_agenda
from semainier.events.imports.upstream.zones import offset_of, zone_named
from semainier.events.models import Event, SourceKind
from semainier.events.tests.agendas import calendar, vevent
from semainier.organisations.models import Organisation

WEEK = Window(dt.date(2026, 6, 6), dt.date(2026, 6, 14))
laws = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
parsing = settings(max_examples=150, deadline=None)

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30)
texts = words | st.sampled_from(["", "<p>Un <b>jardin</b></p>", "x" * 2500, "Visite", "Patrimoine"])
days, hours = st.integers(4, 16), st.integers(6, 20)
timings = st.builds(
    lambda day, hour, length: {
        "begin": f"2026-06-{day:02d}T{hour:02d}:00:00+02:00",
        "end": f"2026-06-{day:02d}T{hour + length:02d}:30:00+02:00",
    },
    days, hours, st.integers(0, 3),
)  # fmt: skip
places = st.sampled_from(
    [
        {
            "name": "Verger",
            "city": "Lormont",
            "postalCode": "33310",
            "insee": "33249",
            "latitude": 44.88,
            "longitude": -0.52,
        },
        {"name": "Quai", "city": "Bordeaux", "postalCode": "33000", "latitude": -0.57, "longitude": 44.84},
        {"name": "Plage", "city": "Saint-Denis", "insee": "97411"},
        {"name": "Nulle part", "city": "Xyz", "postalCode": "00000"},
        None,
    ]
)
entries = st.fixed_dictionaries(
    {
        "uid": st.integers(1, 6),
        "title": texts,
        "description": texts,
        "keywords": st.lists(texts, max_size=2),
        "timings": st.lists(timings, max_size=4),
        "location": places,
        "status": st.integers(1, 6),
        "state": st.sampled_from([1, 2, 2, 2]),
        "attendanceMode": st.integers(1, 3),
        "accessibility": st.dictionaries(st.sampled_from(["mi", "hi"]), st.booleans()),
    }
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "uid",
    "title",
    "timings",
    "location",
    "keywords",
    "registration",
    "accessibility",
    "status",
    "html",
    "tags",
    "timezone",
]
odd_entries = st.dictionaries(st.sampled_from(NAMES), anything)
lines = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X", "TZOFFSETTO:+0100", "UID:a", "UID:b",
        "DTSTART:20260607T100000", "DTSTART;VALUE=DATE:20260607", "DTSTART;TZID=X:20260607T100000", "DTSTART", "DTEND:x",
        "DTEND:20260607T090000Z", "DURATION:PT1H", "DURATION:-P1D", "RRULE:FREQ=DAILY", "RRULE:FREQ=YEARLY;BYMONTH=13",
        "RRULE:;;=", "EXDATE:20260608T100000", "RECURRENCE-ID:20260608T100000", "SUMMARY:Fête", " suite", "GEO:a;b",
        "CATEGORIES:a\\,b,c", "STATUS:CANCELLED", "LOCATION:33310 Lormont", ";:", ":",
    ]
) | words  # fmt: skip


def take(edition: Edition, organisation: Organisation, document: Any, *, apply: bool = True) -> ImportReport:
    source = source_for(
        edition=edition, kind=SourceKind.OPENAGENDA, name="Ville", organisation=organisation, by=None
    )
    return import_agenda(file=io.BytesIO(json.dumps(document).encode()), source=source, by=None, apply=apply)


def stored(*left_out: str) -> list[dict[str, Any]]:
    rows = Event.objects.order_by("source_uid").values()
    return [{name: value for name, value in row.items() if name not in left_out} for row in rows]


def outcome(data: bytes) -> Agenda | str:
    """Return what was read, or the code of the refusal."""
    try:
        return read_agenda(io.BytesIO(data), WEEK)
    except DomainError as refusal:
        return refusal.code


def is_told(event: Incoming) -> bool:
    """Whether an event has what it needs, or says why it has not."""
    return bool((event.uid and event.spans) or event.problems or event.said)


@parsing
@given(st.lists(odd_entries, max_size=4) | anything)
def test_any_json_is_read_or_refused(document: Any):
    found = outcome(json.dumps(document).encode())

    if isinstance(found, Agenda):
        assert all(map(is_told, found.events))
    else:
        assert found.startswith("agenda.")


@parsing
@given(st.lists(lines, max_size=25))
@example(["BEGIN:VEVENT", "DTSTART:00010101T000000", "RRULE:FREQ=DAILY"])
@example(["BEGIN:VEVENT", "DTSTART:99991231T235959", "DTEND:99991231T235959", "DURATION:P9999W"])
@example(["BEGIN:VEVENT", "DTSTART;VALUE=DATE:99991231"])
@example(["BEGIN:VEVENT", "DTSTART;TZID=Europe/Paris:00010101T000000", "DTEND:00010101T000000Z"])
@example(["BEGIN:VEVENT", "DTSTART:20260607T100000", "DURATION:P99999999D"])
def test_any_lines_are_read_or_refused(lines: list[str]):
    found = outcome("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode())

    if isinstance(found, Agenda):
        assert all(map(is_told, found.events))
    else:
        assert found.startswith("agenda.")


@parsing
@given(st.binary(max_size=200))
@example(b"BEGIN:VEVENT\r\n\x00\xff\xfe")
def test_any_bytes_are_read_or_refused(data: bytes):
    found = [outcome(start + data) for start in (b"", b"BEGIN:VEVENT\n", b"{", b"\xff\xfe")]

    assert all(isinstance(each, Agenda) or each.startswith("agenda.") for each in found)


@parsing
@given(words)
def test_any_name_is_a_zone_or_none(name: str):
    for found in (zone_named(name), zone_named(f"/x/y/{name}"), offset_of(name)):
        assert found is None or dt.datetime(2026, 6, 7, tzinfo=found).utcoffset() is not None


@parsing
@given(st.text(max_size=300), st.integers(10, 60))
def test_a_plain_text_stays_plain_and_a_cut_one_fits(text: str, longest: int):
    plain, _had_markup = plain_text(text)

    assert "\r" not in plain
    assert plain == plain.strip()
    assert len(cut(plain, longest)) <= longest
    assert cut(cut(plain, longest), longest) == cut(plain, longest)


@laws
@given(st.lists(entries, min_size=1, max_size=5))
def test_the_check_says_what_applying_does_and_a_second_run_changes_nothing(
    committed: Edition, org_a: Organisation, document: list[Any]
):
    with transaction.atomic():
        checked = take(committed, org_a, document, apply=False)
        applied = take(committed, org_a, document)
        before = stored()
        again = take(committed, org_a, document)

        assert checked.agrees_with(applied)
        assert (again.counts["created"], again.counts["changed"], stored()) == (0, 0, before)
        assert len(before) == applied.counts["created"]
        assert not Event.objects.published().exists()
        transaction.set_rollback(True)


@laws
@given(st.lists(entries, min_size=1, max_size=5), st.randoms())
def test_the_order_of_an_agenda_does_not_matter(
    committed: Edition, org_a: Organisation, document: list[Any], chance: Any
):
    shuffled = list(document)
    chance.shuffle(shuffled)
    found = []
    for order in (document, shuffled):
        with transaction.atomic():
            take(committed, org_a, order)
            found.append(stored("id", "uid", "source_id", "search_text"))
            transaction.set_rollback(True)

    assert found[0] == found[1]


@laws
@given(st.lists(entries, min_size=1, max_size=4), st.lists(entries, min_size=1, max_size=4))
def test_identifiers_are_stable_and_nothing_is_deleted(
    committed: Edition, org_a: Organisation, first: list[Any], second: list[Any]
):
    with transaction.atomic():
        take(committed, org_a, first)
        before = dict(Event.objects.values_list("source_uid", "uid"))
        take(committed, org_a, second)
        after = dict(Event.objects.values_list("source_uid", "uid"))
        read = {str(entry["uid"]) for entry in second if entry["state"] == 2}

        assert before.items() <= after.items()
        gone = set(Event.objects.exclude(gone_at=None).values_list("source_uid", flat=True))
        assert gone == before.keys() - read
        assert (take(committed, org_a, second).counts["changed"], stored()) == (0, stored())
        transaction.set_rollback(True)


@pytest.mark.parametrize("first", ["DTSTART;VALUE=DATE:20260607", "DTSTART:20260607T100000Z"])
def test_two_files_of_one_calendar_meet_in_one_event(committed: Edition, org_a: Organisation, first: str):
    name, _colon, value = first.partition(":")
    line = {"DTSTART": name.removeprefix("DTSTART") + ":" + value, "DTEND": None}
    for _run in range(2):
        source = source_for(
            edition=committed, kind=SourceKind.ICALENDAR, name=" ville ", organisation=org_a, by=None
        )
        import_agenda(file=calendar(vevent(**line)), source=source, by=None, apply=True)

    assert Event.objects.count() == 1
