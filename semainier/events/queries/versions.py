"""Two versions of one event: what somebody else saved meanwhile beside what a person is about to save."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from semainier.audit.queries import history_of
from semainier.events.models import Event
from semainier.events.queries.dates import spans_words, when_words

_COMPARED = (
    "title", "theme", "kind", "venue", "address", "city", "department", "description", "picture_alt",
    "picture_credit", "audience", "admission", "booking_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in words: as it was saved by the other person, and as it was typed here."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """What another person saved: who, when, what differs; `stamp` lets the person save over it."""

    who: str
    at: dt.datetime
    stamp: str
    differences: list[Difference]


def other_version(event: Event, mine: dict[str, Any]) -> OtherVersion:
    """Return what stands in the database beside what was typed. One query on a loaded event."""
    last = history_of(event).first()
    return OtherVersion(
        who=last.actor_label if last else "",
        at=event.updated_at,
        stamp=event.updated_at.isoformat(),
        differences=list(_differences(event, mine)),
    )


def _differences(event: Event, mine: dict[str, Any]) -> Iterator[Difference]:
    theirs_span = when_words(event)
    mine_span = spans_words(mine.get("sessions") or [], event.zone)
    if theirs_span != mine_span:
        yield Difference(_("Date"), theirs_span, mine_span)
    for name in _COMPARED:
        theirs, typed = _words(name, getattr(event, name)), _words(name, mine.get(name))
        if theirs != typed:
            yield Difference(capfirst(str(_field(name).verbose_name)), theirs, typed)


def _words(name: str, value: Any) -> str:
    choices = dict(_field(name).flatchoices or [])
    return str(choices.get(value, "" if value is None else value))


def _field(name: str) -> Any:
    return Event._meta.get_field(name)
