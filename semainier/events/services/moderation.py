"""The moderation of an event: one table of steps, each locked, idempotent, on record, with its mail."""

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
from semainier.events.models import Decision, DecisionAction, Event, Moderation
from semainier.events.services.declare import check_complete

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


def submit_event(*, event: Event, by: User | None) -> Event:
    """Hand the event to the region. Needs a standing commitment and a complete event."""
    check_open(event.edition, Permission.EVENT_DECLARE, clock.today())
    if event.moderation != Moderation.SUBMITTED and commitment_of(event.edition, event.organisation) is None:
        raise Conflict(
            "event.not_committed",
            _("%(name)s has not joined %(edition)s yet.")
            % {"name": event.organisation.name, "edition": event.edition.name},
            _("Your referent or your director accepts the charter first; it takes a minute."),
        )
    check_complete(event)
    return _step(event, DecisionAction.SUBMIT, by)


def publish_event(*, event: Event, by: User | None, message: str = "") -> Event:
    """Put the event in the programme and tell the member. The caller has checked EVENT_MODERATE."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    check_complete(event)
    return _step(event, DecisionAction.PUBLISH, by, message)


def request_changes(*, event: Event, by: User | None, message: str) -> Event:
    """Ask the member for a change, in words; a published event leaves the programme until it is published again."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.REQUEST_CHANGES, by, _needed(message))


def refuse_event(*, event: Event, by: User | None, message: str) -> Event:
    """Refuse the event with a reason that the member reads."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.REFUSE, by, _needed(message))


def withdraw_event(*, event: Event, by: User | None) -> Event:
    """Take the event back at the member's wish; it leaves the programme and can be taken up again."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return _step(event, DecisionAction.WITHDRAW, by)


def reopen_event(*, event: Event, by: User | None) -> Event:
    """Make a draft again of a refused or withdrawn event."""
    check_open(event.edition, Permission.EVENT_DECLARE, clock.today())
    return _step(event, DecisionAction.REOPEN, by)


@transaction.atomic
def acknowledge_change(*, event: Event, by: User) -> Event:
    """Note that the region has read a change made after publication. Idempotent."""
    if event.changed_at is not None:
        event.changed_at = None
        event.save(update_fields=["changed_at"])
        record(
            by=by,
            verb="event.change_read",
            target=event,
            organisation_id=event.organisation_id,
            edition_id=event.edition_id,
        )
    return event


@transaction.atomic
def _step(event: Event, action: DecisionAction, by: User | None, message: str = "") -> Event:
    """Take one step of STEPS under a lock; the same step again changes nothing; a wrong one answers 409."""
    locked = (
        Event.objects.select_for_update(of=("self",))
        .select_related("edition", "organisation")
        .get(pk=event.pk)
    )
    starts, end = STEPS[action]
    if locked.moderation == end:
        return locked
    if Moderation(locked.moderation) not in starts:
        raise Conflict(
            "event.wrong_state",
            _("This event is “%(state)s”: that step is not possible now.")
            % {"state": locked.get_moderation_display()},
            _("Open the event again to see where it stands."),
        )
    locked.moderation = event.moderation = end
    now = clock.now()
    if action == DecisionAction.SUBMIT:
        locked.submitted_at = now
    if action == DecisionAction.PUBLISH:
        locked.published_at = locked.published_at or now
        locked.changed_at = None
    if action in {
        DecisionAction.PUBLISH,
        DecisionAction.WITHDRAW,
        DecisionAction.REFUSE,
        DecisionAction.REQUEST_CHANGES,
    }:
        locked.sequence += 1
    locked.save(update_fields=["moderation", "submitted_at", "published_at", "changed_at", "sequence"])
    Decision.objects.create(event=locked, action=action, message=message, by=by, at=now)
    record(
        by=by,
        verb=f"event.{action}",
        target=locked,
        data={"message": message} if message else None,
        organisation_id=locked.organisation_id,
        edition_id=locked.edition_id,
    )
    mail_organiser(locked, action, message)
    return locked


def _needed(message: str) -> str:
    if not message.strip():
        raise DomainError(
            "event.message_needed",
            _("The member needs to know why."),
            _("Choose a sentence or write your own."),
        )
    return message.strip()
