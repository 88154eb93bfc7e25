"""Count how long the members waited for an answer, at each answer, so that the statistics need not."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from semainier.campaigns.models import Edition
from semainier.events.models import AnswerDelay, Decision, DecisionAction, Event
from semainier.events.working_days import calendar_of

ANSWERS = frozenset({DecisionAction.PUBLISH, DecisionAction.REQUEST_CHANGES, DecisionAction.REFUSE})


def count_answer(*, event: Event, at: dt.datetime) -> None:
    """Add one answer to a submission that was handed over at `submitted_at`. Two or three queries."""
    if event.submitted_at is None:
        return
    department = event.organisation.department_id or ""
    row, _is_new = AnswerDelay.objects.get_or_create(
        edition=event.edition,
        department=department,
        days=calendar_of(department).waited(event.submitted_at, at),
    )
    AnswerDelay.objects.filter(pk=row.pk).update(number=F("number") + 1)


@transaction.atomic
def recount_delays(*, edition: Edition) -> int:
    """Count the answers of an edition anew from its decisions; return how many. Constant memory.

    What was decided before delays were counted, and organisations that have moved to another department since,
    come right by it. An answer given in the same instant on another connection counts with the next round.
    """
    counted = Counter(_delays(edition))
    AnswerDelay.objects.filter(edition=edition).delete()
    AnswerDelay.objects.bulk_create(
        AnswerDelay(edition=edition, department=department, days=days, number=number)
        for (department, days), number in counted.items()
    )
    return counted.total()


def _delays(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield department and working days of each submission that a person has answered."""
    steps = Decision.objects.filter(event__edition=edition).order_by("event_id", "at", "pk")
    rows = steps.values_list("event_id", "action", "at", "reason", "event__organisation__department_id")
    waiting: tuple[int, dt.datetime] | None = None
    for event_id, action, at, reason, department in rows.iterator(2000):
        if action == DecisionAction.SUBMIT:
            waiting = event_id, at
            continue
        if waiting is not None and waiting[0] == event_id and action in ANSWERS and not reason:
            yield department or "", calendar_of(department).waited(waiting[1], at)
        waiting = None
