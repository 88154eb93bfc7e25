"""Small agendas of other programs, for tests: calendars line by line, OpenAgenda as plain values."""

import io
import json
from typing import Any

LINES = {
    "UID": "verger@ville.example",
    "DTSTAMP": "20260101T000000Z",
    "DTSTART;TZID=Europe/Paris": "20260607T100000",
    "DTEND;TZID=Europe/Paris": "20260607T120000",
    "SUMMARY": "Un verger partagé",
    "DESCRIPTION": "Les habitants ouvrent le verger.",
    "LOCATION": "Verger\\, 3 rue des Lilas\\, 33310 Lormont",
    "GEO": "44.880000;-0.520000",
    "CATEGORIES": "Patrimoine,Visite",
}


def vevent(**lines: str | None) -> str:
    """Return an event at Lormont on Sunday 7 June; a line given as `DTSTART=…` takes the place of the usual one."""
    kept = {name: value for name, value in LINES.items() if name.partition(";")[0] not in lines}
    kept |= {name.replace("_", "-"): value for name, value in lines.items() if value is not None}
    body = [f"{name}{'' if value[:1] in ';:' else ':'}{value}" for name, value in kept.items()]
    return "\r\n".join(["BEGIN:VEVENT", *body, "END:VEVENT"])


def calendar(*parts: str, head: str = "") -> io.BytesIO:
    """Return a calendar file."""
    top = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//FR", *([head] if head else [])]
    return io.BytesIO("\r\n".join([*top, *parts, "END:VCALENDAR", ""]).encode())


def entry(**fields: Any) -> dict[str, Any]:
    """Return an event of OpenAgenda at Lormont on Sunday 7 June, complete."""
    return {
        "uid": 4711,
        "state": 2,
        "status": 1,
        "attendanceMode": 1,
        "title": {"fr": "Un verger partagé", "en": "A shared orchard"},
        "description": {"fr": "Les habitants ouvrent le verger."},
        "keywords": {"fr": ["Patrimoine", "Visite"]},
        "timezone": "Europe/Paris",
        "timings": [{"begin": "2026-06-07T10:00:00+02:00", "end": "2026-06-07T12:00:00+02:00"}],
        "location": {
            "name": "Verger",
            "address": "3 rue des Lilas, 33310 Lormont",
            "postalCode": "33310",
            "city": "Lormont",
            "insee": "33249",
            "latitude": 44.88,
            "longitude": -0.52,
        },
    } | fields


def openagenda(*entries: dict[str, Any], **answer: Any) -> io.BytesIO:
    """Return an answer of its interface."""
    return io.BytesIO(json.dumps({"total": len(entries), "events": entries, **answer}).encode())
