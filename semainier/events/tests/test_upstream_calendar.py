"""Calendars of other programs, odd and broken ones too: each is read, repaired or refused with a sentence."""

import codecs
import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from semainier.core.errors import DomainError
from semainier.events.imports.upstream import limits, lines, reading
from semainier.events.imports.upstream.incoming import Agenda, Incoming, Window
from semainier.events.imports.upstream.limits import Patience
from semainier.events.imports.upstream.reading import read_agenda
from semainier.events.tests.agendas import calendar, vevent

WEEK = Window(dt.date(2026, 6, 6), dt.date(2026, 6, 14))
PARIS, UTC = ZoneInfo("Europe/Paris"), ZoneInfo("UTC")


def read(*parts: str, head: str = "", window: Window = WEEK) -> Agenda:
    return read_agenda(calendar(*parts, head=head), window)


def one(head: str = "", **changed: str | None) -> Incoming:
    return read(vevent(**changed), head=head).events[0]


def starts(event: Incoming) -> list[str]:
    """Return the beginnings within the week, as hours of Paris; those without a zone as written."""
    first, last = dt.datetime(2026, 6, 6), dt.datetime(2026, 6, 15)  # noqa: DTZ001 -- wall times
    walls = [
        (s.start.astimezone(PARIS) if s.start.tzinfo else s.start).replace(tzinfo=None) for s in event.spans
    ]
    return [f"{wall:%d %H:%M}" for wall in walls if first <= wall < last]


def codes(event: Incoming) -> list[str]:
    return [problem.code for problem in event.problems]


def refusal(data: bytes) -> str:
    with pytest.raises(DomainError) as refused:
        read_agenda(io.BytesIO(data), WEEK)
    return refused.value.code


def test_an_event_is_read():
    event = one()

    assert (event.uid, event.title, event.categories) == (
        "verger@ville.example",
        "Un verger partagé",
        ("Patrimoine", "Visite"),
    )
    assert (event.where.venue, event.where.address) == ("Verger", "3 rue des Lilas")
    assert (event.where.postcode, event.where.city, event.where.point) == ("33310", "Lormont", (44.88, -0.52))
    assert (starts(event), event.said, event.problems) == (["07 10:00"], [], [])


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (";TZID=Europe/Paris:20260607T100000", "07 10:00"),
        (";TZID=Romance Standard Time:20260607T100000", "07 10:00"),
        (";TZID=W. Europe Standard Time:20260607T100000", "07 10:00"),
        (';TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20260607T100000', "07 10:00"),
        (";TZID=(UTC+01:00) Brussels, Copenhagen, Madrid, Paris:20260607T100000", "07 10:00"),
        (";TZID=/mozilla.org/20050126_1/Europe/Paris:20260607T100000", "07 10:00"),
        (";TZID=/freeassociation.sourceforge.net/Europe/Paris:20260607T100000", "07 10:00"),
        (";TZID='Europe/Paris':20260607T100000", "07 10:00"),
        (";TZID=America/Argentina/Buenos_Aires:20260607T100000", "07 15:00"),
        (";TZID=GMT+2:20260607T100000", "07 10:00"),
        (";TZID=UTC-04:30:20260607T100000", "07 16:30"),
        (";VALUE=DATE-TIME:20260607T080000Z", "07 10:00"),
        ("20260607T080000Z", "07 10:00"),
        ("20260607T100000", "07 10:00"),
    ],
)
def test_hours_of_every_zone(zone: str, expected: str):
    event = one(DTSTART=zone, DTEND=None, DURATION="PT2H")

    assert (starts(event), event.problems) == ([expected], [])
    assert event.spans[0].end - event.spans[0].start == dt.timedelta(hours=2)


def test_hours_without_a_zone_are_those_of_the_place_or_of_the_calendar():
    floating = {"DTSTART": "20260607T100000", "DTEND": "20260607T110000"}

    assert one(**floating).spans[0].start.tzinfo is None
    assert one("X-WR-TIMEZONE:America/New_York", **floating).spans[0].start.tzinfo == ZoneInfo(
        "America/New_York"
    )


def test_an_unknown_zone_is_told_once_and_read_as_that_of_the_place():
    start = ";TZID=Terre/Milieu:20260607T100000"
    agenda = read(vevent(DTSTART=start), vevent(UID="b", DTSTART=start))

    assert [event.spans[0].start.tzinfo for event in agenda.events] == [None, None]
    assert len(agenda.notes) == 1
    assert "Terre/Milieu" in agenda.notes[0]


def timezone(name: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"])


def half(kind: str, offset: str) -> str:
    return (
        f"BEGIN:{kind}\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:{offset}\r\nEND:{kind}"
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["X-LIC-LOCATION:Europe/Paris"], "07 10:00"),
        ([half("STANDARD", "+0100"), half("DAYLIGHT", "+0200")], "07 10:00"),
        ([half("STANDARD", "-0300")], "07 15:00"),
        ([half("STANDARD", "+9999"), half("DAYLIGHT", "-0300")], "07 15:00"),
    ],
)
def test_a_zone_that_the_calendar_writes_out_itself(parts: list[str], expected: str):
    event = read(
        timezone("Chez nous", *parts), vevent(DTSTART=";TZID=Chez nous:20260607T100000", DTEND=None)
    ).events[0]

    assert starts(event) == [expected]


@pytest.mark.parametrize("offset", ["+9999", "+0260", "abc", "", "+1500"])
def test_an_offset_that_no_place_has_leaves_the_zone_unknown(offset: str):
    agenda = read(timezone("X", half("STANDARD", offset)), vevent(DTSTART=";TZID=X:20260607T100000"))

    assert agenda.events[0].spans[0].start.tzinfo is None
    assert "X" in agenda.notes[0]


@pytest.mark.parametrize(
    ("end", "days", "repairs"),
    [("20260607", 1, 1), ("20260608", 1, 0), ("20260610", 3, 0), (None, 1, 0)],
)
def test_whole_days_go_from_midnight_to_midnight(end: str | None, days: int, repairs: int):
    lines = {"DTSTART": ";VALUE=DATE:20260607", "DTEND": end and f";VALUE=DATE:{end}"}

    event = one(**lines)

    assert (starts(event), event.spans[0].end - event.spans[0].start) == (
        ["07 00:00"],
        dt.timedelta(days=days),
    )
    assert (any("minuit" in said for said in event.said), len(event.said)) == (True, 1 + repairs)


def test_a_date_without_the_word_date_is_a_whole_day():
    assert one(DTSTART="20260607", DTEND="20260608T120000").spans[0].end.day == 9


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"DTSTART": None}, ["import.required"]),
        ({"DTSTART": "INVALID-DATE"}, ["import.moment"]),
        ({"DTSTART": "20260631T100000"}, ["import.moment"]),
        ({"DTSTART": "P1D"}, ["import.moment"]),
        ({"DTSTART": ":"}, ["import.moment"]),
        ({"DTEND": "20260607T060000Z"}, ["event.reversed"]),
        ({"DTSTART": ";VALUE=DATE:20260607", "DTEND": ";VALUE=DATE:20260605"}, ["event.reversed"]),
        ({"RRULE": "FREQ=HOURLY"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=SECONDLY;COUNT=5"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=DAILY;INTERVAL=0"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=DAILY;COUNT=0"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=DAILY;UNTIL=demain"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=WEEKLY;BYDAY=XX"}, ["import.bad_rule"]),
        ({"RRULE": "BYDAY=MO"}, ["import.bad_rule"]),
        ({"RRULE": "FREQ=DAILY", "DTSTART": "19120101T100000", "DTEND": None}, ["import.bad_rule"]),
    ],
)
def test_dates_that_make_no_sense_are_refused(lines: dict[str, str | None], expected: list[str]):
    event = one(**lines)

    assert (codes(event), event.spans) == (expected, [])
    assert all(problem.reason for problem in event.problems)


@pytest.mark.parametrize(
    "lines", [{"DTEND": None}, {"DTEND": "demain"}, {"DTEND": None, "DURATION": "-PT1H"}]
)
def test_an_end_that_is_missing_is_told(lines: dict[str, str | None]):
    event = one(**lines)

    assert event.spans[0].start == event.spans[0].end
    assert "fin" in event.said[-1]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["07", "08", "09"]),
        ("FREQ=DAILY;UNTIL=20260609", ["07", "08", "09"]),
        ("FREQ=DAILY;UNTIL=20260609T080000Z", ["07", "08", "09"]),
        ("FREQ=DAILY;UNTIL=20260609T075959Z", ["07", "08"]),
        ("freq=daily;interval=3", ["07", "10", "13"]),
        ("FREQ=WEEKLY;BYDAY=SU,", ["07", "14"]),
        ("FREQ=WEEKLY;BYDAY=MO;X-ODD=1", ["07", "08"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["07", "09"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["07"]),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260630", ["07", "08"]),
    ],
)
def test_repetitions_are_dates_of_one_event(rule: str, expected: list[str]):
    assert [start[:2] for start in starts(one(RRULE=rule))] == expected


def test_a_repetition_keeps_its_hour_when_the_clocks_change():
    start = {"DTSTART": ";TZID=Europe/Paris:20260103T100000", "DTEND": ";TZID=Europe/Paris:20260103T120000"}

    assert starts(one(RRULE="FREQ=WEEKLY", **start)) == ["06 10:00", "13 10:00"]


@pytest.mark.parametrize(
    "excluded",
    [
        ";TZID=Europe/Paris:20260608T100000,20260609T100000", "20260608T080000Z,20260609T080000Z",
        ";VALUE=DATE:20260608,20260609", "20260608T100000,demain,20260609T100000",
    ],
)  # fmt: skip
def test_exceptions_in_every_form(excluded: str):
    event = one(RRULE="FREQ=DAILY;COUNT=5", EXDATE=excluded)

    expected = ["07", "08", "09", "10", "11"] if "demain" in excluded else ["07", "10", "11"]
    assert [start[:2] for start in starts(event)] == expected
    assert bool(event.said) == ("DATE" in excluded or "demain" in excluded)


def test_exceptions_on_lines_of_their_own():
    lines = "EXDATE;TZID=Europe/Paris:20260609T100000\r\nRDATE;VALUE=PERIOD:20260612T080000Z/PT1H"
    event = one(RRULE="FREQ=DAILY;COUNT=4", EXDATE=f";TZID=Europe/Paris:20260608T100000\r\n{lines}")

    assert starts(event) == ["07 10:00", "10 10:00", "12 10:00"]


def moved(to: str, **lines: str) -> str:
    return vevent(
        RECURRENCE_ID=";TZID=Europe/Paris:20260608T100000",
        DTSTART=f";TZID=Europe/Paris:{to}",
        DTEND=None,
        **lines,
    )


def test_a_date_that_was_moved_or_cancelled():
    master = vevent(RRULE="FREQ=DAILY;COUNT=3")

    assert starts(read(master, moved("20260608T150000")).events[0]) == ["07 10:00", "08 15:00", "09 10:00"]
    assert starts(read(moved("20260608T150000"), master).events[0]) == ["07 10:00", "08 15:00", "09 10:00"]
    assert starts(read(master, moved("20260608T100000", STATUS="CANCELLED")).events[0]) == [
        "07 10:00",
        "09 10:00",
    ]


def test_single_dates_of_a_series_without_the_series():
    agenda = read(
        moved("20260608T100000"),
        moved("20260609T100000").replace("ID;TZID=Europe/Paris:20260608", "ID;TZID=Europe/Paris:20260609"),
    )

    assert [starts(event) for event in agenda.events] == [["08 10:00", "09 10:00"]]


def test_the_newest_account_of_an_event_is_taken():
    old, new = vevent(SEQUENCE="1", SUMMARY="Avant"), vevent(SEQUENCE="2", SUMMARY="Après")

    for parts in ((old, new), (new, old)):
        events = read(*parts).events
        assert [(event.title, len(event.said)) for event in events] == [("Après", 1)]


def test_two_events_of_one_identifier_are_both_refused_and_one_told_twice_is_one():
    assert [codes(event) for event in read(vevent(), vevent(SUMMARY="Autre")).events] == [
        ["import.twice"]
    ] * 2
    assert [codes(event) for event in read(vevent(), vevent()).events] == [[]]


def test_without_an_identifier_one_is_made_that_stays():
    first, second = one(UID=None), one(UID=None, DESCRIPTION="Autre texte")

    assert first.uid == second.uid != one(UID=None, SUMMARY="Autre").uid
    assert "identifiant" in first.said[-1]


def test_a_long_identifier_gives_way_to_its_fingerprint():
    assert len(one(UID="x" * 300).uid) < 100
    assert one(UID="x" * 300).uid != one(UID="x" * 301).uid


def test_texts_are_made_plain():
    event = one(
        SUMMARY="<b>Fête</b> &amp; bal\\n du \\, soir",
        DESCRIPTION="<p>Bonjour<br>à <a href='https://x.example'>tous</a></p><ul><li>un</li><li>deux</li></ul><script>x</script>",
    )

    assert event.title == "Fête & bal du , soir"
    assert event.description == "Bonjour\nà tous\n\n– un\n– deux"
    assert "page" in event.said[0]


def test_the_text_of_a_web_page_stands_in_for_the_text():
    assert (
        one(DESCRIPTION=None, X_ALT_DESC=";FMTTYPE=text/html:<body>Bonjour</body>").description == "Bonjour"
    )


def test_a_comma_may_be_part_of_a_category():
    event = one(CATEGORIES="Meeting\\, John,Work\\, Sarah,Project\r\nCATEGORIES:Autre,,")

    assert event.categories == ("Meeting, John", "Work, Sarah", "Project", "Autre")


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (
            "Verger\\, 3 rue des Lilas\\, 33310 Lormont\\, France",
            ("Verger", "3 rue des Lilas", "33310", "Lormont"),
        ),
        ("3 rue des Lilas\\n33310 Lormont", ("", "3 rue des Lilas", "33310", "Lormont")),
        ("Mairie (33310 Lormont)", ("", "Mairie (", "33310", "Lormont")),
        ("Salle des fêtes", ("Salle des fêtes", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_a_place_in_one_line(location: str, expected: tuple[str, ...]):
    where = one(LOCATION=location).where

    assert (where.venue, where.address, where.postcode, where.city) == expected


@pytest.mark.parametrize(
    ("lines", "mode", "link"),
    [
        ({"LOCATION": "https://visio.example/x"}, "online", "https://visio.example/x"),
        ({"LOCATION": "", "GEO": None, "CONFERENCE": ";VALUE=URI:https://visio.example/y"}, "online", "https://visio.example/y"),
        ({"CONFERENCE": ";VALUE=URI:https://visio.example/y"}, "both", "https://visio.example/y"),
        ({"CONFERENCE": ";VALUE=URI:tel:+331"}, "on_site", ""),
    ],
)  # fmt: skip
def test_online_is_known_by_its_address(lines: dict[str, Any], mode: str, link: str):
    event = one(**({"GEO": None} | lines if mode == "online" else lines))

    assert (event.mode, event.online_url) == (mode, link)


@pytest.mark.parametrize("geo", ["x", "91;0", "nan;1", "1", "inf;inf"])
def test_a_point_that_is_none_is_left_out_and_told(geo: str):
    event = one(GEO=geo)

    assert (event.where.point, len(event.said)) == (None, 1)
    assert one(GEO="0;0").where.point is None


@pytest.mark.parametrize("privacy", ["PRIVATE", "CONFIDENTIAL", "private", "X-SECRET"])
def test_private_events_stay_where_they_are(privacy: str):
    agenda = read(vevent(), vevent(UID="secret", CLASS=privacy))

    assert ([event.uid for event in agenda.events], len(agenda.notes)) == (["verger@ville.example"], 1)


def test_what_is_no_event_is_left_out_and_counted():
    todo = "BEGIN:VTODO\r\nUID:t\r\nIMAGE;ENCODING=BASE64;VALUE=BINARY:iVBORw0KGgo\r\nEND:VTODO"
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Réveil\r\nTRIGGER:-PT5M\r\nEND:VALARM"
    agenda = read(todo, vevent(DESCRIPTION=None).replace("END:VEVENT", f"{alarm}\r\nEND:VEVENT"))

    assert ([event.description for event in agenda.events], len(agenda.notes)) == ([""], 1)
    assert agenda.notes[0].startswith("1 ")


def test_an_event_without_its_frame_is_read():
    agenda = read_agenda(io.BytesIO(vevent().encode()), WEEK)

    assert (len(agenda.events), agenda.is_whole) == (1, True)
    assert "BEGIN:VCALENDAR" in agenda.notes[0]


def test_a_calendar_that_was_cut_off_calls_nothing_gone():
    data = calendar(vevent(), vevent(UID="b")).getvalue()

    agenda = read_agenda(io.BytesIO(data[:-80]), WEEK)

    assert (agenda.is_whole, len(agenda.notes)) == (False, 1)


def test_an_event_that_does_not_end_is_told():
    agenda = read(vevent().removesuffix("END:VEVENT").rstrip(), vevent(UID="b"))

    assert ([event.uid for event in agenda.events], len(agenda.events[0].said)) == (
        ["verger@ville.example", "b"],
        1,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: codecs.BOM_UTF8 + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace("partagé".encode(), "partag\xc3".encode("latin-1") + b"\r\n \xa9"),
        lambda data: data.replace(b"SUMMARY", b"summary").replace(b"BEGIN:VEVENT", b"begin:vevent"),
        lambda data: b"\r\n\r\n" + data,
    ],
    ids=["lf", "cr", "bom", "utf-16", "folded inside a letter", "small letters", "empty lines"],
)
def test_every_way_to_write_the_same(change: Any):
    agenda = read_agenda(io.BytesIO(change(calendar(vevent()).getvalue())), WEEK)

    assert [(event.title, starts(event), event.said) for event in agenda.events] == [
        ("Un verger partagé", ["07 10:00"], [])
    ]
    assert agenda.notes == []


def test_windows_letters_are_read_and_told():
    agenda = read_agenda(io.BytesIO(calendar(vevent()).getvalue().decode().encode("cp1252")), WEEK)

    assert (agenda.events[0].title, len(agenda.notes)) == ("Un verger partagé", 1)


def test_broken_lines_are_left_out_and_counted():
    event = one(SUMMARY="Titre\r\n=?!\r\nLOCATION;X", LOCATION=None)

    assert (event.title, event.said[-1][:2]) == ("Titre", "2 ")


def test_a_line_of_more_than_a_megabyte_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1000)

    agenda = read(vevent(DESCRIPTION="x" * 2000))

    assert (agenda.events[0].description, len(agenda.notes)) == ("", 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "agenda.not_an_agenda"),
        (b"titre;debut", "agenda.not_an_agenda"),
        (b"<!doctype html><p>BEGIN:VCALENDAR", "agenda.not_an_agenda"),
        (calendar().getvalue(), "agenda.empty"),
        (b"BEGIN:VCALENDAR", "agenda.empty"),
        ("\ufeffBEGIN:VCALENDAR".encode("utf-16-le") + b"\x00", "agenda.unreadable"),
    ],
)
def test_a_file_that_is_no_calendar_or_empty_is_refused(data: bytes, code: str):
    assert refusal(data) == code


def test_a_calendar_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch):
    data = calendar(vevent(), vevent(UID="b"), vevent(UID="c")).getvalue()
    monkeypatch.setattr(lines, "MAX_EVENTS", 2)
    assert refusal(data) == "agenda.too_many_events"
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    assert refusal(data) == "agenda.too_big"


def test_a_calendar_that_takes_too_long_is_refused():
    with pytest.raises(DomainError) as refused:
        read_agenda(calendar(vevent(RRULE="FREQ=DAILY")), WEEK, Patience(0))

    assert (refused.value.code, limits.MAX_BYTES) == ("agenda.too_slow", 50 * 1024 * 1024)


def test_what_is_not_certain_yet_is_told():
    assert "certain" in one(STATUS="TENTATIVE").said[0]


@pytest.mark.parametrize("line", ["EXDATE:00010101", "RDATE:99991231T000000", "EXDATE:P1D", "RDATE:12:00"])
def test_dates_at_the_ends_of_time_are_left_out_and_told(line: str):
    event = one(SUMMARY=f"Titre\r\n{line}")

    assert (starts(event), len(event.said)) == (["07 10:00"], 1)


@pytest.mark.parametrize("length", ["P20Y", "P99999D", "P1W2", "x"])
def test_a_length_that_makes_no_sense_is_told(length: str):
    event = one(DTEND=None, DURATION=length)

    assert (event.spans[0].end, len(event.said)) == (event.spans[0].start, 2)
