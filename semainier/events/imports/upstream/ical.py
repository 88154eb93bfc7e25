"""iCalendar (RFC 5545): from the bytes of a file to incoming events, one for all accounts of one UID."""

import hashlib
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.events.imports.upstream.dates import Course, spans_of
from semainier.events.imports.upstream.incoming import Agenda, Incoming, Where, Window
from semainier.events.imports.upstream.limits import Patience, bad_agenda
from semainier.events.imports.upstream.lines import Block, Parts, take_apart, words_of
from semainier.events.imports.upstream.moments import Zones
from semainier.events.imports.upstream.places import where_of
from semainier.events.imports.upstream.plain import plain_line, plain_text, web_address
from semainier.events.models import Mode, SourceKind, Status

_LONGEST_UID = 255
_STATES = {"CANCELLED": Status.CANCELLED}


def read_calendar(data: bytes, window: Window, patience: Patience) -> Agenda:
    """Return the events of a calendar; those that are private stay out of it.

    Raises DomainError `agenda.…` for a file that is no calendar or holds no event.
    """
    parts = take_apart(data, patience)
    if not parts.events:
        raise bad_agenda(
            "empty",
            _("This calendar holds no event: nothing is read, and nothing is marked as gone."),
            _("Look whether it is the right one."),
        )
    zones = Zones.of(parts.zones, parts.head.get("X-WR-TIMEZONE", ""))
    course = Course(zones, window, patience)
    agenda = Agenda(SourceKind.ICALENDAR, parts.head.get("X-WR-CALNAME") or parts.head.get("NAME", ""))
    public = [block for block in parts.events if block.text("CLASS").upper() in {"", "PUBLIC"}]
    for _uid, blocks in groupby(sorted(map(_Account, public), key=attrgetter("order")), attrgetter("uid")):
        patience.check()
        agenda.events += _events(list(blocks), course)
    agenda.events.sort(key=attrgetter("number"))
    if parts.is_cut:
        agenda.is_whole = False
    agenda.notes = [*_notes(parts, len(parts.events) - len(public)), *zones.notes()]
    return agenda


class _Account:
    """One VEVENT with what sorts and compares it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        given = block.text("UID").strip()
        self.is_made = not given
        self.uid = _uid(given) if given else _made_uid(block)
        self.sequence = int(text) if (text := block.text("SEQUENCE").strip()[:9]).isdecimal() else 0
        self.version = (self.sequence, block.text("LAST-MODIFIED").strip())
        self.is_exception = "RECURRENCE-ID" in block.lines

    @property
    def order(self) -> tuple[str, int]:
        return (self.uid, self.block.number)


def _events(accounts: list[_Account], course: Course) -> list[Incoming]:
    """Return one event for the accounts of one UID; several when nobody can say which of them is right."""
    masters = [account for account in accounts if not account.is_exception]
    exceptions = [account for account in accounts if account.is_exception]
    newest = max((account.version for account in masters), default=None)
    masters = [account for account in masters if account.version == newest] or exceptions[:1]
    if len({repr(account.block.lines) for account in masters}) > 1:
        return [_twice(account) for account in masters]
    main = masters[0]
    event = _event(main)
    if len(accounts) - len(exceptions) > 1:
        event.say(_("The calendar tells this event several times: the newest account is taken."))
    event.spans = spans_of(main.block, [each.block for each in exceptions], event, course)
    return [event]


def _twice(account: _Account) -> Incoming:
    event = _event(account)
    reason = _("Two different events of the calendar have the same identifier: nobody knows which is right.")
    event.refuse("identifiant", "import.twice", reason)
    return event


def _event(account: _Account) -> Incoming:
    block = account.block
    event = Incoming(block.number, account.uid, account.version, title=plain_line(block.text("SUMMARY")))
    _describe(event, block)
    event.where, link = where_of(block.text("LOCATION"), block.text("GEO"), event)
    event.online_url = web_address(block.text("CONFERENCE")) or link
    if event.online_url:
        event.mode = Mode.BOTH if event.where != Where() else Mode.ONLINE
    event.categories = _categories(block)
    event.status = _STATES.get(block.text("STATUS").upper(), Status.SCHEDULED)
    if block.text("STATUS").upper() == "TENTATIVE":
        event.say(_("The calendar says that it is not certain yet."))
    if line := block.first("ORGANIZER"):
        event.organiser = plain_line(line.params.get("CN", ""))
    if account.is_made:
        event.say(
            _(
                "It has no identifier in the calendar: one was made of its title, its place and its first date."
            )
        )
    if block.broken:
        text = ngettext(
            "%(n)s of its lines cannot be read and was left out.",
            "%(n)s of its lines cannot be read and were left out.",
            block.broken,
        )
        event.say(text % {"n": block.broken})
    return event


def _describe(event: Incoming, block: Block) -> None:
    given = block.text("DESCRIPTION") or block.text("X-ALT-DESC")
    event.description, had_markup = plain_text(given)
    if had_markup:
        event.say(_("Its text was a web page: the plain words are kept."))


def _categories(block: Block) -> tuple[str, ...]:
    words = (word for line in block.lines.get("CATEGORIES", ()) for word in words_of(line.value))
    return tuple(word for word in map(plain_line, words) if word)


def _uid(given: str) -> str:
    """Return an identifier that fits: a longer one is replaced by its fingerprint."""
    if len(given) <= _LONGEST_UID:
        return given
    return "sha256:" + hashlib.sha256(given.encode()).hexdigest()


def _made_uid(block: Block) -> str:
    start = line.value if (line := block.first("DTSTART")) else ""
    said = "\n".join([block.text("SUMMARY"), block.text("LOCATION"), start])
    return "made:" + hashlib.sha256(said.encode()).hexdigest()[:32]


def _notes(parts: Parts, private: int) -> list[str]:
    notes = []
    if not parts.has_frame:
        notes.append(_("The calendar has no frame (BEGIN:VCALENDAR): it was read all the same."))
    if parts.is_latin:
        notes.append(
            _("Some letters were not UTF-8: they were read as Windows letters. Look at the accents.")
        )
    if parts.is_cut:
        notes.append(
            _("The calendar ends in the middle: it was cut off on its way. Nothing is marked as gone.")
        )
    if parts.long_lines:
        notes.append(_("Lines of more than 1 MB, such as pictures, were left out."))
    if private:
        text = ngettext(
            "%(n)s event is private and was left out.", "%(n)s events are private and were left out.", private
        )
        notes.append(text % {"n": private})
    if unread := sum(parts.unread.values()):
        text = ngettext(
            "%(n)s entry is a task or a note, not an event, and was left out.",
            "%(n)s entries are tasks or notes, not events, and were left out.",
            unread,
        )
        notes.append(text % {"n": unread})
    return notes
