"""OpenAgenda v2 (JSON): from the bytes of an export or of an answer of its interface to incoming events.

Source of the format: developers.openagenda.com, structure of events. States: 2 published, below that not. Status:
1 scheduled, 2 rescheduled, 3 moved online, 4 postponed, 5 full, 6 cancelled. Attendance: 1 on site, 2 online, 3 both.
"""

import datetime as dt
import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.events.imports.upstream.incoming import Agenda, Incoming, Span, Where
from semainier.events.imports.upstream.limits import (
    MAX_BRACKETS,
    MAX_EVENTS,
    Patience,
    bad_agenda,
    too_big,
    too_many_events,
)
from semainier.events.imports.upstream.moments import EARLIEST, LATEST
from semainier.events.imports.upstream.places import point_of
from semainier.events.imports.upstream.plain import mail_address, plain_line, plain_text, web_address
from semainier.events.imports.upstream.zones import zone_named
from semainier.events.models import AccessNeed, Mode, SourceKind, Status

_PUBLISHED = 2
_STATUS = {4: Status.POSTPONED, 5: Status.FULL, 6: Status.CANCELLED}
_MODES = {2: Mode.ONLINE, 3: Mode.BOTH}
_LONGEST_UID = 255


def read_openagenda(data: bytes, patience: Patience) -> Agenda:
    """Return the published events; raises DomainError `agenda.…` for a file that is no such agenda or too big."""
    document = _document(data)
    entries = _entries(document)
    if not entries:
        raise bad_agenda(
            "empty",
            _("This agenda holds no event: nothing is read, and nothing is marked as gone."),
            _("Look whether it is the right one."),
        )
    if len(entries) > MAX_EVENTS:
        raise too_many_events()
    agenda = Agenda(SourceKind.OPENAGENDA, _name(document, entries))
    hidden = 0
    for number, entry in enumerate(entries, start=1):
        if number % 1_000 == 0:
            patience.check()
        if _is_hidden(entry):
            hidden += 1
        else:
            agenda.events.append(_event(number, entry))
    _refuse_twins(agenda.events)
    agenda.is_whole = _is_whole(document, len(entries))
    agenda.notes = _notes(agenda, hidden)
    return agenda


def next_page(data: bytes) -> list[str]:
    """Return the position from which the interface goes on, empty when all is told."""
    document = _document(data)
    after = document.get("after") if isinstance(document, dict) else None
    if not isinstance(after, list) or not _entries(document):
        return []
    return [str(part) for part in after]


def _document(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
        if text.count("{") + text.count("[") > MAX_BRACKETS:
            raise too_big()
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise bad_agenda(
            "unreadable",
            _("This file begins like JSON but cannot be read to its end."),
            _("Export it again from OpenAgenda."),
        ) from error


def _entries(document: Any) -> list[dict[str, Any]]:
    """Return the events of any wrapping: a list, an answer with its page, a single event."""
    if isinstance(document, dict):
        if isinstance(document.get("events"), list):
            document = document["events"]
        elif isinstance(document.get("event"), dict):
            document = [document["event"]]
        elif "title" in document:
            document = [document]
    if not isinstance(document, list) or not all(isinstance(entry, dict) for entry in document):
        raise bad_agenda(
            "not_openagenda",
            _("This JSON is not an agenda of OpenAgenda: we look for a list “events”."),
            _("Export the agenda as JSON, version 2, or as iCalendar."),
        )
    return document


def _is_whole(document: Any, count: int) -> bool:
    if not isinstance(document, dict):
        return True
    total = document.get("total")
    return not document.get("after") if not isinstance(total, int) else count >= total


def _name(document: Any, entries: list[dict[str, Any]]) -> str:
    agenda = document.get("agenda") if isinstance(document, dict) else None
    return plain_line(
        _text(_dict(agenda).get("title")) or _text(_dict(entries[0].get("originAgenda")).get("title"))
    )


def _is_hidden(entry: dict[str, Any]) -> bool:
    state = entry.get("state", _PUBLISHED)
    is_unread = isinstance(state, int) and state != _PUBLISHED
    return is_unread or entry.get("draft") is True or entry.get("private") is True


def _notes(agenda: Agenda, hidden: int) -> list[str]:
    notes = []
    if hidden:
        text = ngettext(
            "%(n)s event is not published over there and was left out.",
            "%(n)s events are not published over there and were left out.",
            hidden,
        )
        notes.append(text % {"n": hidden})
    if not agenda.is_whole:
        notes.append(_("This is one page of a longer agenda: nothing is marked as gone."))
    return notes


def _event(number: int, entry: dict[str, Any]) -> Incoming:
    event = Incoming(number, _uid(entry), (0, _text(entry.get("updatedAt"))))
    if not event.uid:
        event.refuse(
            "identifiant", "import.required", _("It has neither an identifier nor an address over there.")
        )
    event.title = plain_line(_text(entry.get("title")))
    event.description = _description(entry, event)
    event.spans = _spans(entry, event)
    event.where = _where(entry, event)
    event.categories = _categories(entry)
    event.status = _STATUS.get(_code(entry.get("status")), Status.SCHEDULED)
    event.mode = _MODES.get(_code(entry.get("attendanceMode")), Mode.ON_SITE)
    if _code(entry.get("status")) == 3:  # noqa: PLR2004 -- moved online, see above
        event.mode = Mode.ONLINE
    event.online_url = web_address(_text(entry.get("onlineAccessLink")))
    event.accessibility = _accessibility(entry.get("accessibility"))
    event.price = plain_line(_text(entry.get("conditions")))
    _registration(entry, event)
    event.organiser, event.siren = _organiser(entry)
    return event


def _uid(entry: dict[str, Any]) -> str:
    """Return the number, else the address: an agenda of the first version may give no number."""
    for name in ("uid", "slug", "canonicalUrl"):
        value = entry.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool) and str(value).strip():
            text = str(value).strip()[:_LONGEST_UID]
            return text if name == "uid" else f"{name}:{text}"[:_LONGEST_UID]
    return ""


def _refuse_twins(events: list[Incoming]) -> None:
    seen: dict[str, list[Incoming]] = {}
    for event in events:
        seen.setdefault(event.uid, []).append(event)
    reason = _("Two events of the agenda have the same identifier: nobody knows which is right.")
    for twins in seen.values():
        for event in twins[: len(twins) if len(twins) > 1 else 0]:
            event.refuse("identifiant", "import.twice", reason)


def _description(entry: dict[str, Any], event: Incoming) -> str:
    """Return the short text and the long one below it, unless one opens with the other."""
    short = plain_line(_text(entry.get("description")))
    given = _text(entry.get("html")) or _text(entry.get("longDescription"))
    long, had_markup = plain_text(given)
    if had_markup:
        event.say(_("Its text was a web page: the plain words are kept."))
    if " ".join(long.split()).startswith(short):
        return long
    return f"{short}\n\n{long}" if long else short


def _spans(entry: dict[str, Any], event: Incoming) -> list[Span]:
    zone = zone_named(_text(entry.get("timezone")) or _text(_dict(entry.get("location")).get("timezone")))
    spans = []
    timings = entry.get("timings")
    for timing in timings if isinstance(timings, list) else []:
        begin = _moment(_dict(timing).get("begin", _dict(timing).get("start")), zone)
        end = _moment(_dict(timing).get("end"), zone)
        if begin is None:
            event.say(_("One of its dates cannot be read and was left out."))
        elif end is None:
            event.say(_("The agenda gives no end: it ends when it begins."))
            spans.append(Span(begin, begin))
        elif (end.tzinfo is None) == (begin.tzinfo is None) and end >= begin:
            spans.append(Span(begin, end))
        else:
            event.say(_("One of its dates ends before it begins and was left out."))
    if not spans:
        event.refuse("debut", "import.required", _("It has no day."))
    return spans


def _moment(value: Any, zone: dt.tzinfo | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(value).replace(microsecond=0)
    except (TypeError, ValueError):
        return None
    if not EARLIEST <= moment.year <= LATEST:
        return None
    return moment if moment.tzinfo or zone is None else moment.replace(tzinfo=zone)


def _where(entry: dict[str, Any], event: Incoming) -> Where:
    given = _dict(entry.get("location"))
    if not given:  # the first version says it in the event
        given = entry | {"name": entry.get("locationName")}
    words = {
        key: plain_line(_text(given.get(key))) for key in ("name", "address", "postalCode", "city", "insee")
    }
    point = None
    if given.get("latitude") is not None and given.get("longitude") is not None:
        point = point_of(given["latitude"], given["longitude"], event)
    tail = rf"{words['postalCode']}, {words['city']}", f"{words['postalCode']} {words['city']}"
    address = words["address"]
    for end in tail:  # “2 place de l’hôtel, 79300, Bressuire”: the town has its own field
        address = address.removesuffix(end).rstrip(" ,")
    return Where(words["name"], address, words["postalCode"], words["city"], words["insee"].upper(), point)


def _categories(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return keywords and the words of tags; those of extra fields are known by number only."""
    keywords = entry.get("keywords")
    if isinstance(keywords, dict):
        keywords = keywords.get("fr") or next(iter(keywords.values()), None)
    words = [word for word in keywords if isinstance(word, str)] if isinstance(keywords, list) else []
    tags = entry.get("tags")
    words += [_text(_dict(tag).get("label")) for tag in tags] if isinstance(tags, list) else []
    return tuple(word for word in map(plain_line, words) if word)


def _accessibility(given: Any) -> tuple[str, ...]:
    """Return the codes that hold, in our order; the interface gives an object, exports sometimes a list."""
    if isinstance(given, dict):
        given = [code for code, holds in given.items() if holds is True]
    return tuple(code for code in AccessNeed.values if isinstance(given, list) and code in given)


def _registration(entry: dict[str, Any], event: Incoming) -> None:
    """Take the first link and the first address; a telephone number is not kept."""
    given = entry.get("registration")
    for each in map(_dict, given) if isinstance(given, list) else ():
        value = _text(each.get("value"))
        event.needs_booking = event.needs_booking or bool(value)
        event.booking_url = event.booking_url or web_address(value)
        event.contact_email = event.contact_email or mail_address(value)
        if each.get("type") == "phone":
            event.say(_("One registers by telephone there: write the number into the text."))


def _organiser(entry: dict[str, Any]) -> tuple[str, str]:
    """Return name and SIREN of the organisation that organises, where the agenda asks for them; never a person."""
    names = ("organisateur", "organizer", "organiser", "organisation", "organization", "structure")
    sirens = ("siren", "organisateur-siren", "organizer-siren", "siret")
    given = [entry.get(name) for name in names] + [_dict(entry.get("contributor")).get("organization")]
    name = next(filter(None, (plain_line(_text(value)) for value in given)), "")
    siren = next(filter(None, ("".join(_text(entry.get(key)).split())[:9] for key in sirens)), "")
    return name, siren


def _text(value: Any) -> str:
    """Return a text in French if there is one, else in any language; numbers are read as text."""
    if isinstance(value, dict):
        value = value.get("fr") or value.get("en") or next(filter(None, value.values()), "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _code(value: Any) -> int:
    """Return a number of the format; some exports wrap it with its label."""
    found = _dict(value).get("id", value)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
