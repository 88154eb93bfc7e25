"""The verdict on one incoming event: created, changed, unchanged, refused, or left out."""

import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from semainier.accounts.models import User
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.core.permissions import Permission
from semainier.core.spreadsheets import Problem, RowVerdict, Verdict
from semainier.events.imports.upstream.comparing import (
    DATES,
    WORDS,
    Difference,
    compare,
    readable,
    said_by,
    shown,
    stands_in,
)
from semainier.events.imports.upstream.fields import Wish
from semainier.events.imports.upstream.memory import Said
from semainier.events.imports.upstream.writing import confirmed, write_change, write_new
from semainier.events.models import Event, Moderation, Precision, Source, Status
from semainier.events.services.declare import MEMBERS_MAY_EDIT, missing_parts

_SHOWN = 80  # signs of a differing value in a note
_WITHDRAWN_WHEN_CANCELLED = frozenset({Moderation.SUBMITTED, Moderation.CHANGES_REQUESTED})


class Judge:
    """Judges the events of one run, and writes them when it is applied; counts what it leaves out."""

    def __init__(self, source: Source, edition: Edition, by: User | None, *, apply: bool) -> None:
        self.source, self.edition, self.by, self.apply = source, edition, by, apply
        self.committed: set[int] = set()
        self.outside = self.cancelled = 0

    def new(self, wish: Wish) -> RowVerdict | None:
        """Judge an event that is not here; None when it is left out."""
        incoming, organisation = wish.incoming, wish.organisation
        if wish.is_outside:
            self.outside += 1
            return None
        if incoming.problems or organisation is None:
            return _refusal(wish)
        if incoming.status == Status.CANCELLED:
            self.cancelled += 1
            return None
        missing = missing_parts(self._probe(wish))
        is_ready = not missing and organisation.pk in self.committed
        try:
            check_open(self.edition, Permission.EVENT_DECLARE, clock.today())
            if self.apply:
                write_new(
                    wish=wish,
                    source=self.source,
                    edition=self.edition,
                    said=said_by(wish),
                    is_ready=is_ready,
                    by=self.by,
                )
        except DomainError as error:
            return _refusal(wish, error)
        where = _("Submitted to the region.") if is_ready else _why_a_draft(str(organisation), missing)
        return _row(wish, Verdict.CREATED, [where, *incoming.said])

    def known(self, wish: Wish, event: Event, last: Said) -> RowVerdict:
        """Judge an event that came from this source before; `last` is what the source said then."""
        if wish.is_outside:
            reason = _("It takes place outside the days of the edition now: what is here is left as it is.")
            wish.incoming.refuse("dates", "import.outside", reason)
        elif wish.organisation is not None and wish.organisation.pk != event.organisation_id:
            reason = _("This event is one of %(name)s: its organiser does not change.")
            reason %= {"name": event.organisation.name}
            wish.incoming.refuse("organisme", "import.organiser_changed", reason)
        if wish.incoming.problems:
            return _refusal(wish)
        return self._changed(wish, event, last)

    def _changed(self, wish: Wish, event: Event, last: Said) -> RowVerdict:
        case = _Case.of(wish, event, last)
        if case.is_frozen or not case.is_new:
            return _row(wish, Verdict.UNCHANGED, case.notes)
        if event.moderation == Moderation.PUBLISHED and (missing := missing_parts(_with(event, case.fields))):
            return _refusal(wish, _incomplete(missing))
        changes = case.changes()
        if self.apply:
            try:
                write_change(
                    event=event,
                    wish=wish,
                    fields=case.fields,
                    with_dates=DATES in case.difference.new,
                    status=case.status,
                    said=case.to_remember(),
                    by=self.by,
                )
            except DomainError as error:
                return _refusal(wish, error)
        return _row(wish, Verdict.CHANGED, case.notes, changes)

    def _probe(self, wish: Wish) -> Event:
        """Return the event as it would be, unsaved, to see what is missing in it."""
        dates = wish.dates
        when = {"starts_at": dates[0].start, "ends_at": dates[-1].end} if dates else {}
        return Event(edition=self.edition, organisation=wish.organisation, **when, **confirmed(wish.fields))


@dataclass(slots=True)
class _Case:
    """One event that came from the source before, beside what the source says of it now."""

    wish: Wish
    event: Event
    last: Said
    said: Said
    stands: Said
    difference: Difference
    status: Status | None = None  # to set
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, wish: Wish, event: Event, last: Said) -> "_Case":
        said, stands = said_by(wish), stands_in(event)
        case = cls(wish, event, last, said, stands, compare(said, stands, last))
        case.status, about_status = _status(wish, event, last)
        if case.is_frozen and case.difference.new:
            case.notes.append(
                _("It is “%(state)s” here and stays so.") % {"state": event.get_moderation_display()}
            )
        case.notes += [*case.held(), *about_status, *wish.incoming.said]
        return case

    @property
    def is_frozen(self) -> bool:
        return self.event.moderation not in MEMBERS_MAY_EDIT

    @property
    def is_new(self) -> bool:
        return bool(self.difference.new or self.status or self.event.gone_at)

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields to write; a town that is no longer found takes its commune along."""
        given = self.wish.fields
        fields = {name: given[name] for name in self.difference.new if name != DATES}
        if "commune" not in given and {"city", "postcode"} & fields.keys() and self.event.commune_id:
            fields |= {"commune": None, "department": None}
        if "commune" in fields and "latitude" not in given:
            fields["precision"] = Precision.DEPARTMENT  # the point of the old place goes
        return fields

    def changes(self) -> dict[str, tuple[str, str]]:
        """Return old and new value by the words of a report."""
        zone, event = self.event.tz, self.event
        changes = {
            WORDS[name]: (readable(name, self.stands[name], zone), readable(name, self.said[name], zone))
            for name in shown(self.difference.new)
        }
        if "commune" not in self.said and "commune" in self.fields:
            changes[WORDS["commune"]] = (self.stands["commune"], "")
        if self.status is not None:
            changes[WORDS["status"]] = (event.get_status_display(), str(self.status.label))
        if event.gone_at is not None:
            changes["source"] = (presence(is_gone=True), presence(is_gone=False))
        return changes

    def to_remember(self) -> Said:
        """Return what the source is known to have said; where a person's words stand, what it said before them."""
        kept = {name: text for name, text in self.said.items() if name not in self.difference.held}
        return dict(self.last) | kept | ({"status": self.status.value} if self.status else {})

    def held(self) -> list[str]:
        reason = _("Changed here, and kept: %(field)s is “%(here)s”; the source says “%(there)s”.")
        zone = self.event.tz
        return [
            reason
            % {
                "field": WORDS[name],
                "here": readable(name, self.stands[name], zone)[:_SHOWN],
                "there": readable(name, self.said[name], zone)[:_SHOWN],
            }
            for name in shown(self.difference.held)
        ]


def presence(*, is_gone: bool) -> str:
    """Return the word for whether an event is in its source."""
    if is_gone:
        return pgettext("event in its source", "gone")
    return pgettext("event in its source", "present")


def _status(wish: Wish, event: Event, last: Said) -> tuple[Status | None, list[str]]:
    """Return the status to set, if any, and what is to be said of it."""
    wanted = wish.incoming.status
    if event.moderation == Moderation.PUBLISHED:
        if wanted == event.status:
            return None, []
        if event.status != last.get("status", Status.SCHEDULED):
            note = _("Here it is “%(here)s”, and stays so; the source says “%(there)s”.")
            return None, [note % {"here": event.get_status_display(), "there": wanted.label}]
        return wanted, []
    if wanted == Status.SCHEDULED or event.moderation not in MEMBERS_MAY_EDIT:
        return None, []
    if wanted == Status.CANCELLED and event.moderation in _WITHDRAWN_WHEN_CANCELLED:
        return wanted, [_("Cancelled over there before it was published here: it is withdrawn.")]
    note = _("The source says “%(there)s”: that can be said here once it is published.")
    return None, [note % {"there": wanted.label}]


def _with(event: Event, fields: dict[str, Any]) -> Event:
    probe = copy.copy(event)
    for name, value in confirmed(fields).items():
        setattr(probe, name, value)
    return probe


def _incomplete(missing: list[str]) -> DomainError:
    return DomainError(
        "event.incomplete",
        _("The event is published and would need: %(parts)s.") % {"parts": ", ".join(missing)},
        _("Look whether it still takes place."),
    )


def _why_a_draft(name: str, missing: list[str]) -> str:
    if missing:
        return _("Draft: it still needs %(parts)s.") % {"parts": ", ".join(missing)}
    return _("Draft: %(name)s has not joined yet.") % {"name": name}


def _row(
    wish: Wish, verdict: Verdict, notes: list[str], changes: dict[str, tuple[str, str]] | None = None
) -> RowVerdict:
    return RowVerdict(wish.incoming.number, verdict, _label(wish), changes or {}, note=" ".join(notes))


def _refusal(wish: Wish, error: DomainError | None = None) -> RowVerdict:
    incoming = wish.incoming
    problems = list(incoming.problems)
    if error is not None:
        problems.append(Problem("", error.code, f"{error.message} {error.next_step}".strip()))
    return RowVerdict(
        incoming.number,
        Verdict.REFUSED,
        _label(wish),
        problems=tuple(problems),
        note=" ".join(incoming.said),
        cells={"identifiant": incoming.uid, "titre": incoming.title},
    )


def _label(wish: Wish) -> str:
    return wish.incoming.title or wish.incoming.uid
