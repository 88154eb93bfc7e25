"""A calendar file taken apart: bytes to lines, lines to components, whatever a program did to its frame."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from semainier.events.imports.upstream.limits import (
    MAX_EVENTS,
    MAX_LINE_BYTES,
    Patience,
    bad_agenda,
    too_many_events,
)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PARAM = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')
_ESCAPED = re.compile(r"\\([\\;,:nN\"])")
_TZID = re.compile(r';TZID=(?:"([^"]*)"|([^;]*))', re.IGNORECASE)
_MOMENTS = frozenset({"DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID"})
# What is read of an event; the rest (alarms, pictures, who comes) stays where it is.
_OF_EVENTS = _MOMENTS | {
    "UID", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "LOCATION", "GEO", "CATEGORIES", "STATUS", "CLASS", "SEQUENCE",
    "LAST-MODIFIED", "DURATION", "RRULE", "ORGANIZER", "CONFERENCE",
}  # fmt: skip
_OF_ZONES = frozenset({"TZID", "X-LIC-LOCATION", "TZOFFSETTO"})
_READ = {"VEVENT": _OF_EVENTS, "VTIMEZONE": _OF_ZONES}
_UNREAD = ("VTODO", "VJOURNAL", "VFREEBUSY")
_UNPAIRED = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its parameters in capitals and its value as written."""

    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """One event or zone: its lines by name, in their order; `broken` counts those that say nothing."""

    kind: str
    number: int
    lines: dict[str, list[Property]] = field(default_factory=dict)
    broken: int = 0

    def first(self, name: str) -> Property | None:
        return next(iter(self.lines.get(name, ())), None)

    def text(self, name: str) -> str:
        """Return the unescaped text of the first line of that name, empty without one."""
        line = self.first(name)
        return unescaped(line.value) if line else ""


@dataclass(slots=True)
class Parts:
    """A calendar taken apart. `is_cut`: its last component does not end. `unread`: other components, by name."""

    head: dict[str, str] = field(default_factory=dict)
    events: list[Block] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    has_frame: bool = False
    is_latin: bool = False
    is_cut: bool = False
    long_lines: int = 0


def unescaped(value: str) -> str:
    """Return a text as it was before it was put into a calendar (RFC 5545 §3.3.11)."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def words_of(value: str) -> list[str]:
    """Return the texts of a list; an escaped comma belongs to its word."""
    return [unescaped(word) for word in re.findall(r"(?:\\.|[^,\\])+", value)]


def take_apart(data: bytes, patience: Patience) -> Parts:
    """Return the components of a calendar; raises DomainError `agenda.…` when it holds too many."""
    parts = Parts()
    _Reader(parts, patience).read(_as_utf8(data))
    return parts


class _Reader:
    """Walks the lines once; knows inside which components it stands."""

    def __init__(self, parts: Parts, patience: Patience) -> None:
        self._parts, self._patience = parts, patience
        self._open: list[str] = []
        self._block: Block | None = None

    def read(self, data: bytes) -> None:
        for number, raw in enumerate(_unfolded(data)):
            if number % 10_000 == 0:
                self._patience.check()
            if len(raw) > MAX_LINE_BYTES:
                self._parts.long_lines += 1
            elif raw.strip():
                self._take(self._decoded(raw))
        self._parts.is_cut = self._block is not None

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self._parts.is_latin = True
            return raw.decode("cp1252", errors="replace")

    def _take(self, line: str) -> None:
        name = match[0].upper() if (match := _NAME.match(line)) else ""
        _before, _colon, value = line.partition(":")
        if name == "BEGIN":
            self._begin(value.strip().upper())
        elif name == "END":
            self._end(value.strip().upper())
        elif self._block is None:
            self._take_head(name, value)
        elif name in _READ[self._block.kind] and self._is_here():
            self._keep(name, line)
        elif not name:
            self._block.broken += 1

    def _is_here(self) -> bool:
        """Whether the line is the event's own; those of a zone may stand in its halves."""
        return self._open[-1:] != ["VALARM"]

    def _begin(self, kind: str) -> None:
        if kind == "VCALENDAR":
            self._parts.has_frame = True
        elif kind in _READ:
            if self._block is not None and kind == "VEVENT":  # the one before does not end
                self._block.broken += 1
            self._block = Block(kind, len(self._parts.events) + 1)
            found = self._parts.events if kind == "VEVENT" else self._parts.zones
            found.append(self._block)
            self._open = []
            if len(found) > MAX_EVENTS:
                raise too_many_events()
        else:
            if kind in _UNREAD:
                self._parts.unread[kind] += 1
            self._open.append(kind)

    def _end(self, kind: str) -> None:
        if self._block is not None and kind == self._block.kind:
            self._block, self._open = None, []
        elif kind in self._open:
            del self._open[self._open.index(kind) :]

    def _take_head(self, name: str, value: str) -> None:
        if name in {"X-WR-CALNAME", "NAME", "X-WR-TIMEZONE"} and not self._open:
            self._parts.head.setdefault(name, unescaped(value).strip())

    def _keep(self, name: str, line: str) -> None:
        assert self._block is not None  # noqa: S101 -- for the type checker
        try:
            found = _moment_line(line) if name in _MOMENTS else _line(line)
        except ValueError:
            self._block.broken += 1
            return
        self._block.lines.setdefault(name, []).append(found)


def _line(line: str) -> Property:
    params: dict[str, str] = {}
    at = len(match[0]) if (match := _NAME.match(line)) else 0
    while match := _PARAM.match(line, at):
        params[match[1].upper()] = match[2].strip('"')
        at = match.end()
    if line[at : at + 1] != ":":
        raise ValueError(line)
    return Property(params, line[at + 1 :])


def _moment_line(line: str) -> Property:
    """Read a line of dates; the name of its zone may hold colons without quotes, as Outlook writes it."""
    head, _colon, value = line.rpartition(":")
    if not head:
        raise ValueError(line)
    match = _TZID.search(head)
    zone = {"TZID": match[1] or match[2] or ""} if match else {}
    return Property(zone, value.strip())


def _unfolded(data: bytes) -> Iterator[bytes]:
    """Yield whole lines. A line that opens with a gap goes on; the cut may lie inside a character."""
    pieces: list[bytes] = []
    size = 0
    for raw in io.BytesIO(data):
        line = raw.rstrip(b"\r\n")
        if line[:1] in {b" ", b"\t"} and pieces:
            if size <= MAX_LINE_BYTES:  # what is longer is left out anyway
                pieces.append(line[1:])
                size += len(line)
            continue
        if pieces:
            yield b"".join(pieces)
        pieces, size = [line], len(line)
    yield b"".join(pieces)


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            try:
                data = data.decode(encoding).encode()
            except UnicodeError as error:
                raise bad_agenda("unreadable", "") from error
    data = data.removeprefix(codecs.BOM_UTF8)
    return data if b"\n" in data else _UNPAIRED.sub(b"\n", data)
