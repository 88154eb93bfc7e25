"""What an organiser has changed since the region last read the event, as the journal tells it."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from semainier.audit.models import AuditEntry
from semainier.core.words import span_words
from semainier.events.models import Event
from semainier.events.queries.dates import spans_from_iso, spans_words

# The region has read the event at these lines of the journal.
_READ = frozenset(
    {
        "event.publish",
        "event.change_read",
        "event.sample_read",
        "event.request_changes",
        "event.refuse",
    }
)
_HOURS = ("starts_at", "ends_at")
_DATES = "sessions"  # a list of dates as one value
_POINT = ("latitude", "longitude", "place_confirmed_at")
_ORDER = (
    "title",
    *_HOURS,
    "venue",
    "address",
    "postcode",
    "city",
    "commune",
    "department",
    "precision",
    "theme",
    "description",
)
_KEEP = 6  # words of an unchanged passage that stay before and after a change

Changed = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A field with its old and its new value in words; `parts` shows a long text as runs: same, del, ins."""

    name: str
    label: str
    old: str
    new: str
    parts: list[tuple[str, str]] = field(default_factory=list)


def changes_since_read(events: Sequence[Event]) -> dict[int, list[Change]]:
    """Return, by event, what has changed since the region last read it, most telling first. One query."""
    by_id = {str(event.pk): event for event in events}
    changed: dict[str, Changed] = {}
    for object_id, verb, data in _lines(by_id):
        if verb in _READ:
            changed[object_id] = {}
            continue
        if object_id not in changed:
            continue  # it is read for the first time: all of it is new
        earlier = changed[object_id]
        for name, (old, new) in data.items():
            earlier[name] = (earlier.get(name, (old, new))[0], new)
    return {by_id[key].pk: list(in_words(by_id[key], found)) for key, found in changed.items()}


def changed_words(changes: Iterable[Change]) -> list[str]:
    """Return the names of the changed fields, each once, in small letters."""
    return list(dict.fromkeys(change.label.lower() for change in changes))


def word_runs(old: str, new: str) -> list[tuple[str, str]]:
    """Return the passages that stayed, left and came, in order; a long passage that stayed is shortened.

    "same" and "del" together are the old text, "same" and "ins" the new one, but for what is shortened.
    """
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    runs: list[tuple[str, str]] = []
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for index, (step, i1, i2, j1, j2) in enumerate(steps):
        if step == "equal":
            runs.append(("same", _short(before[i1:i2], first=index == 0, last=index == len(steps) - 1)))
            continue
        if i2 > i1:
            runs.append(("del", "".join(before[i1:i2]).strip()))
        if j2 > j1:
            runs.append(("ins", "".join(after[j1:j2]).strip()))
    return runs


def _short(words: list[str], *, first: bool, last: bool) -> str:
    if len(words) <= 2 * _KEEP:
        return "".join(words).strip()
    head = [] if first else words[:_KEEP]
    tail = [] if last else words[-_KEEP:]
    return "".join([*head, "… ", *tail]).strip()


def _lines(by_id: dict[str, Event]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Yield the lines of the journal that matter, oldest first."""
    lines = AuditEntry.objects.filter(
        object_type=Event._meta.label_lower, object_id__in=by_id, verb__in={*_READ, "event.updated"}
    )
    return lines.order_by("at", "id").values_list("object_id", "verb", "data")


def in_words(event: Event, changed: Changed) -> Iterable[Change]:
    """Return what a line of the journal changed, most telling first. No query."""
    real = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if "sessions" in real:
        old, new = (_dates(text, event.zone) for text in real.pop("sessions"))
        yield Change("sessions", _("Dates"), old, new)
    elif any(name in real for name in _HOURS):
        yield Change("starts_at", _("Date"), _span(event, real, 0), _span(event, real, 1))
    names = sorted(real, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    for name in names:
        if name == "description":
            yield Change(name, _("Text"), *real[name], parts=word_runs(*real[name]))
        elif name not in {*_HOURS, _DATES, *_POINT}:
            yield Change(name, _label(name), _value(name, real[name][0]), _value(name, real[name][1]))
    if "latitude" in real and "precision" not in real:
        yield Change("latitude", _("Position"), "", _("the point was moved"))


def _label(name: str) -> str:
    return capfirst(str(Event._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _value(name: str, raw: str) -> str:
    """Return a value of the journal in words."""
    if raw in {"True", "False"}:
        return _("yes") if raw == "True" else _("no")
    if name == "picture" and raw:
        return raw.rpartition("/")[2]
    choices = dict(Event._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(raw, raw)) or _("nothing")


def _span(event: Event, changed: Changed, side: int) -> str:
    """Return the hours before (side 0) or after (side 1) the change, in words."""
    now = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    instants = [_instant(changed[name][side]) if name in changed else now[name] for name in _HOURS]
    start, end = instants
    return span_words(start, end, event.zone) if start else _("nothing")


def _dates(raw: str, zone: str) -> str:
    return spans_words(spans_from_iso(raw), zone) if raw else _("nothing")


def _instant(raw: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(raw) if raw else None
