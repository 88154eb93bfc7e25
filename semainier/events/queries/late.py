"""What has waited longer than promised, as one condition: each department has its own working days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from semainier.campaigns.models import Edition, Phase
from semainier.events.models import Event, EventQuerySet, Moderation
from semainier.events.queries.desks import Desk, attended, desks
from semainier.events.working_days import MAINLAND, SPECIAL

_NOTHING = Q(pk__in=[])


def open_editions() -> list[Edition]:
    """Return the editions on whose events somebody may still decide. One query."""
    return list(Edition.objects.exclude(phase=Phase.FROZEN))


def late_condition(editions: Iterable[Edition], now: dt.datetime) -> Q:
    """Return the condition on submissions that have waited longer than their edition promises. No query."""
    return reduce(
        or_, (Q(edition=edition) & _late(edition.answer_days, now) for edition in editions), _NOTHING
    )


def orphan_condition(known: Sequence[Desk]) -> Q:
    """Return the condition on events in whose region nobody moderates. No query."""
    with_somebody = Q(organisation__in=[desk.association.pk for desk in known if desk.moderators])
    return ~Q(organisation__department__in=attended(known)) & ~with_somebody


def to_escalate(now: dt.datetime) -> tuple[EventQuerySet, EventQuerySet]:
    """Return the waiting events past their delay, and those of regions where nobody moderates. Four queries.

    Neither holds what the head office has already.
    """
    editions = open_editions()
    waiting = Event.objects.filter(
        moderation=Moderation.SUBMITTED, escalated_at__isnull=True, edition__in=[e.pk for e in editions]
    ).order_by("submitted_at", "pk")
    late = late_condition(editions, now)
    return waiting.filter(late), waiting.filter(orphan_condition(desks()) & ~late)


def _late(days: int, now: dt.datetime) -> Q:
    departments: dict[dt.datetime, list[str]] = defaultdict(list)
    for department, calendar in SPECIAL.items():
        departments[calendar.late_before(now, days)].append(department)
    elsewhere = ~Q(organisation__department__in=list(SPECIAL)) | Q(organisation__department__isnull=True)
    terms = [
        Q(organisation__department__in=codes, submitted_at__lt=limit) for limit, codes in departments.items()
    ]
    return reduce(or_, terms, elsewhere & Q(submitted_at__lt=MAINLAND.late_before(now, days)))
