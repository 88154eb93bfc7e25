"""The moderation of an event: one table of steps, each locked, idempotent, on record, with its mail."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.queries import commitment_of
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.events.emails import mail_organiser
from semainier.events.models import Decision, DecisionAction, DecisionReason, Event, Moderation, Trust
from semainier.events.queries.desks import is_attended
from semainier.events.queries.trust import is_drawn, trust_of, was_doubted
from semainier.events.services.declare import check_complete
from semainier.events.services.delays import ANSWERS, count_answer
from semainier.events.services.escalation import Why, escalate_event

# Step -> (states from which it starts, state in which it ends).
STEPS: dict[DecisionAction, tuple[frozenset[Moderation], Moderation]] = {
    DecisionAction.SUBMIT: (
        frozenset({Moderation.DRAFT, Moderation.CHANGES_REQUESTED}),
        Moderation.SUBMITTED,
    ),
    DecisionAction.PUBLISH: (frozenset({Moderation.SUBMITTED}), Moderation.PUBLISHED),
    DecisionAction.REQUEST_CHANGES: (
        frozenset({Moderation.SUBMITTED, Moderation.PUBLISHED}),
        Moderation.CHANGES_REQUESTED,
    ),
    DecisionAction.REFUSE: (frozenset({Moderation.SUBMITTED, Moderation.PUBLISHED}), Moderation.REFUSED),
    DecisionAction.WITHDRAW: (
        frozenset({Moderation.SUBMITTED, Moderation.CHANGES_REQUESTED, Moderation.PUBLISHED}),
        Moderation.WITHDRAWN,
    ),
    DecisionAction.REOPEN: (frozenset({Moderation.REFUSED, Moderation.WITHDRAWN}), Moderation.DRAFT),
}


@transaction.atomic
def submit_event(*, event: Event, by: User | None) -> Event:
    """Hand the event to the region. Needs a standing commitment and a complete event.

    That of a trusted organisation is published at once, unless an import brought it: what a machine brings is read
    by a person. Where nobody moderates the event goes to the head office at once.
    """
    check_open(event.edition, Permission.EVENT_DECLARE, clock.today())
    if event.moderation != Moderation.SUBMITTED and commitment_of(event.edition, event.organisation) is None:
        raise Conflict(
            "event.not_committed",
            _("%(name)s has not joined %(edition)s yet.")
            % {"name": event.organisation.name, "edition": event.edition.name},
            _("Your referent or your director accepts the charter first; it takes a minute."),
        )
    check_complete(event)
    locked, is_new = _step(event, DecisionAction.SUBMIT, by)
    if not is_new:
        return locked
    is_imported = locked.source_id is not None or bool(locked.external_id)
    trust = None if is_imported else trust_of(locked.organisation)
    if trust is not None:
        return _publish_on_trust(event, trust)
    if not is_attended(locked.organisation):
        escalate_event(event=locked, why=Why.NOBODY)
    return locked


def publish_event(*, event: Event, by: User | None, message: str = "") -> Event:
    """Put the event in the programme and tell the member. The caller has checked EVENT_MODERATE."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    check_complete(event)
    return _step(event, DecisionAction.PUBLISH, by, message)[0]


def request_changes(*, event: Event, by: User | None, message: str) -> Event:
    """Ask the member for a change, in words; a published event leaves the programme until it is published again."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.REQUEST_CHANGES, by, _needed(message))[0]


def refuse_event(*, event: Event, by: User | None, message: str) -> Event:
    """Refuse the event with a reason that the member reads."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.REFUSE, by, _needed(message))[0]


def withdraw_event(*, event: Event, by: User | None) -> Event:
    """Take the event back at the member's wish; it leaves the programme and can be taken up again."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.WITHDRAW, by)[0]


def reopen_event(*, event: Event, by: User | None) -> Event:
    """Make a draft again of a refused or withdrawn event."""
    check_open(event.edition, Permission.EVENT_DECLARE, clock.today())
    return _step(event, DecisionAction.REOPEN, by)[0]


@transaction.atomic
def acknowledge_change(*, event: Event, by: User) -> Event:
    """Note that the region has read what is online: a change, or an event published on trust. Idempotent."""
    verbs = {"changed_at": "event.change_read", "sample_at": "event.sample_read"}
    found = {name: verb for name, verb in verbs.items() if getattr(event, name) is not None}
    for name, verb in found.items():
        setattr(event, name, None)
        record(
            by=by,
            verb=verb,
            target=event,
            organisation_id=event.organisation_id,
            edition_id=event.edition_id,
        )
    if found:
        event.claimed_by = event.claimed_at = None
        event.save(update_fields=[*found, "claimed_by", "claimed_at"])
    return event


def _publish_on_trust(event: Event, trust: Trust) -> Event:
    """Publish without a person; the first one, each that was doubted before, and one in five are read afterwards."""
    published, _is_new = _step(event, DecisionAction.PUBLISH, None, reason=DecisionReason.TRUSTED)
    now = clock.now()
    is_first = Trust.objects.filter(pk=trust.pk, used_at__isnull=True).update(used_at=now) > 0
    if is_first or is_drawn(published.uid) or was_doubted(published):
        published.sample_at = event.sample_at = now
        published.save(update_fields=["sample_at"])
    return published


@transaction.atomic
def _step(
    event: Event, action: DecisionAction, by: User | None, message: str = "", reason: str = ""
) -> tuple[Event, bool]:
    """Take one step of STEPS under a lock; return the event and whether it moved. A wrong step answers 409."""
    locked = (
        Event.objects.select_for_update(of=("self",))
        .select_related("edition", "organisation")
        .get(pk=event.pk)
    )
    starts, end = STEPS[action]
    if locked.moderation == end:
        return locked, False
    if Moderation(locked.moderation) not in starts:
        raise Conflict(
            "event.wrong_state",
            _("This event is “%(state)s”: that step is not possible now.")
            % {"state": locked.get_moderation_display()},
            _("Open the event again to see where it stands."),
        )
    now = clock.now()
    if locked.moderation == Moderation.SUBMITTED and action in ANSWERS and not reason:
        count_answer(event=locked, at=now)
    locked.moderation = event.moderation = end
    _note_step(locked, action, now)
    Decision.objects.create(event=locked, action=action, message=message, reason=reason, by=by, at=now)
    said = {"message": message, "reason": str(reason)}
    record(
        by=by,
        verb=f"event.{action}",
        target=locked,
        data={name: words for name, words in said.items() if words} or None,
        organisation_id=locked.organisation_id,
        edition_id=locked.edition_id,
    )
    mail_organiser(locked, action, message, on_trust=bool(reason))
    return locked, True


# Visitors and calendars learn of these.
_PUBLIC_STEPS = frozenset(
    {
        DecisionAction.PUBLISH,
        DecisionAction.WITHDRAW,
        DecisionAction.REFUSE,
        DecisionAction.REQUEST_CHANGES,
    }
)


def _note_step(event: Event, action: DecisionAction, now: dt.datetime) -> None:
    """Keep what a step changes besides the state; nobody reads the event any longer. One query."""
    event.decided_at = now
    event.claimed_by = event.claimed_at = event.sample_at = None
    if action == DecisionAction.SUBMIT:
        event.submitted_at, event.escalated_at = now, None
    if action == DecisionAction.PUBLISH:
        event.published_at = event.published_at or now
        event.changed_at = None
    event.sequence += action in _PUBLIC_STEPS
    event.save(
        update_fields=[
            "moderation", "decided_at", "claimed_by", "claimed_at", "sample_at", "submitted_at", "escalated_at",
            "published_at", "changed_at", "sequence",
        ]
    )  # fmt: skip


def _needed(message: str) -> str:
    if not message.strip():
        raise DomainError(
            "event.message_needed",
            _("The member needs to know why."),
            _("Choose a sentence or write your own."),
        )
    return message.strip()
