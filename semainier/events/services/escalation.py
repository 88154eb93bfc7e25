"""Hand to the head office what waits past the promised delay, or where nobody moderates: once, on record."""

from enum import StrEnum

from django.db import transaction

from semainier.audit.services import record
from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.queries.late import to_escalate

_ROUND = 2000  # the next round of the timed job takes what is left


class Why(StrEnum):
    """Why an event goes to the head office, as the journal keeps it."""

    LATE = "late"
    NOBODY = "nobody_moderates"


@transaction.atomic
def escalate_event(*, event: Event, why: Why) -> bool:
    """Hand a waiting event to the head office; return False when it was handed over already. Two queries."""
    waiting = Event.objects.filter(pk=event.pk, moderation=Moderation.SUBMITTED, escalated_at__isnull=True)
    if not waiting.update(escalated_at=clock.now()):
        return False
    record(
        by=None,
        verb="event.escalated",
        target=event,
        data={"why": why},
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )
    return True


def escalate_due() -> int:
    """Hand over all that is due; return how many. Safe to run twice; what is not due is not read."""
    late, orphans = to_escalate(clock.now())
    due = [
        *((event, Why.LATE) for event in late[:_ROUND]),
        *((event, Why.NOBODY) for event in orphans[:_ROUND]),
    ]
    return sum(escalate_event(event=event, why=why) for event, why in due)
