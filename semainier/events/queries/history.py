"""All that happened to an event, newest first: decisions, changes with before and after, messages, status, outcome."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.audit.models import AuditEntry
from semainier.audit.queries import history_of
from semainier.audit.services import SYSTEM
from semainier.core.words import number
from semainier.events.models import (
    Decision,
    DecisionAction,
    DecisionReason,
    Event,
    Held,
    Outcome,
    Status,
)
from semainier.events.queries.changes import Change, in_words

LINES = 500  # of each kind; no event comes near it

# Lines of the journal that both sides may read. Decisions and messages are read from their own tables.
_FOR_BOTH: dict[str, str | Promise] = {
    "event.created": gettext_lazy("Draft written"),
    "event.updated": gettext_lazy("Changed"),
    "event.status_set": gettext_lazy("Status changed"),
    "event.co_organisers_set": gettext_lazy("Co-organisers set"),
    "event.proposed": gettext_lazy("Proposed by the region"),
    "event.confirmed": gettext_lazy("Confirmed by the organisation"),
    "event.declined": gettext_lazy("Declined by the organisation"),
    "event.carried_over": gettext_lazy("Taken up from an earlier edition"),
    "event.parent_set": gettext_lazy("Linked to a large event"),
    "event.imported": gettext_lazy("Brought by an import"),
    "event.gone_from_source": gettext_lazy("Gone from its source"),
    "event.back_in_source": gettext_lazy("Back in its source"),
    "event.change_read": gettext_lazy("Change read by the region"),
    "event.sample_read": gettext_lazy("Read by the region after publication"),
    "outcome.asked": gettext_lazy("Asked how it went"),
    "outcome.given": gettext_lazy("Outcome given"),
    "outcome.corrected": gettext_lazy("Outcome corrected"),
}
# Lines that concern the desk alone.
_FOR_THE_DESK: dict[str, str | Promise] = {
    "event.escalated": gettext_lazy("Handed to the head office"),
    "event.claim_taken_over": gettext_lazy("Taken over from another reader"),
    "event.alerted": gettext_lazy("Reported by a visitor"),
    "event.alert_settled": gettext_lazy("Report settled"),
}
_WHY = {
    "late": gettext_lazy("past the promised delay"),
    "nobody_moderates": gettext_lazy("nobody moderates in the region"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: when, what, by whom, in whose words, and what changed."""

    at: dt.datetime
    what: str
    who: str
    words: str = ""
    remark: str = ""
    changes: list[Change] = field(default_factory=list)


def history(event: Event, *, for_desk: bool) -> list[Step]:
    """Return what happened to an event, the newest first. Five queries, whatever the number of steps."""
    steps = [*_decisions(event), *_messages(event), *_journal(event, for_desk=for_desk)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _decisions(event: Event) -> Iterator[Step]:
    for decision in event.decisions.select_related("by")[:LINES]:
        yield Step(decision.at, _title(decision), str(decision.by or ""), decision.message)


def _title(decision: Decision) -> str:
    if decision.reason == DecisionReason.TRUSTED:
        return _("Published at once: trusted organisation")
    return str(DecisionAction(decision.action).label)


def _messages(event: Event) -> Iterator[Step]:
    for message in event.messages.select_related("by")[:LINES]:
        what = _("Message of the region") if message.from_desk else _("Message of the organiser")
        yield Step(message.at, what, str(message.by or ""), message.text)


def _journal(event: Event, *, for_desk: bool) -> Iterator[Step]:
    words = _FOR_BOTH | (_FOR_THE_DESK if for_desk else {})
    for entry in history_of(event).filter(verb__in=words)[:LINES]:
        yield _line(event, entry, str(words[entry.verb]))
    outcome = Outcome.objects.filter(event=event).first()
    if outcome is not None:
        about = history_of(outcome).filter(verb__in=words)[:LINES]
        yield from (_line(event, entry, str(words[entry.verb])) for entry in about)


def _line(event: Event, entry: AuditEntry, what: str) -> Step:
    data = entry.data
    return Step(
        at=entry.at,
        what=what,
        who="" if entry.actor_label == SYSTEM else entry.actor_label,
        words=next((str(data[name]) for name in ("answer", "note", "words") if data.get(name)), ""),
        remark=_remark(entry),
        changes=list(_changes(event, entry)),
    )


def _changes(event: Event, entry: AuditEntry) -> Iterable[Change]:
    """Return what a line changed, before and after."""
    if entry.verb == "event.updated":
        return in_words(event, entry.data)
    if entry.verb == "event.status_set":
        old, new = (str(dict(Status.choices).get(entry.data.get(side), "")) for side in ("from", "to"))
        return [Change("status", _("Status"), old, new)]
    return []


def _remark(entry: AuditEntry) -> str:
    """Return what else a line of the journal says, in words."""
    if entry.verb == "event.escalated":
        return str(_WHY.get(entry.data.get("why"), ""))
    if entry.verb in {"outcome.given", "outcome.corrected"}:
        held = str(dict(Held.choices).get(entry.data.get("held"), ""))
        attendance = entry.data.get("attendance")
        return (
            held
            if attendance is None
            else _("%(held)s, attendance %(n)s") % {"held": held, "n": number(attendance)}
        )
    return ""
