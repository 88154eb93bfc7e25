"""Which kind of agenda a file is, and what it tells."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from semainier.events.imports.upstream.ical import read_calendar
from semainier.events.imports.upstream.incoming import Agenda, Window
from semainier.events.imports.upstream.limits import MAX_BYTES, Patience, bad_agenda, too_big
from semainier.events.imports.upstream.openagenda import read_openagenda
from semainier.events.models import SourceKind

_HEAD = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(file: BinaryIO) -> SourceKind:
    """Return what a file is by its first signs; what is neither JSON nor a calendar is left to the spreadsheets."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    for mark in _MARKS:
        head = head.removeprefix(mark)
    plain = head.replace(b"\0", b"").lstrip()
    if plain[:1] in {b"{", b"["}:
        return SourceKind.OPENAGENDA
    if any(line.upper().startswith((b"BEGIN:V", b"BEGIN :V")) for line in plain.splitlines()[:5]):
        return SourceKind.ICALENDAR
    return SourceKind.SHEET


def read_agenda(file: BinaryIO, window: Window, patience: Patience | None = None) -> Agenda:
    """Return the events of an agenda; raises DomainError `agenda.…` for a file that is none or breaks a bound."""
    patience = patience or Patience()
    kind = kind_of(file)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_big()
    if kind == SourceKind.OPENAGENDA:
        return read_openagenda(data, patience)
    if kind == SourceKind.ICALENDAR:
        return read_calendar(data, window, patience)
    raise bad_agenda(
        "not_an_agenda",
        _("This is neither an agenda of OpenAgenda (JSON) nor a calendar (iCalendar)."),
        _("Export it again in one of these formats, or as a spreadsheet."),
    )
