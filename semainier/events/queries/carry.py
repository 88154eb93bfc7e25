"""Events of the edition before that can be declared again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from semainier.campaigns.access import is_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.events.models import Event, EventQuerySet, Moderation

A_FEW = 4


@dataclass(frozen=True, slots=True)
class Again:
    """A few events of the edition before, which `year` names; `has_more` when there are others."""

    events: list[Event]
    year: int
    has_more: bool

    def __bool__(self) -> bool:
        return bool(self.events)


NOTHING_AGAIN = Again([], 0, has_more=False)


def events_to_carry(organisations: Iterable[int], edition: Edition) -> EventQuerySet:
    """Return what these organisations published in the edition before and have not taken up yet, by day. No query yet."""
    taken_up = Event.objects.filter(carried_from=OuterRef("pk"), edition=edition)
    return (
        Event.objects.filter(
            ~Exists(taken_up),
            edition=edition.previous_id,
            organisation__in=organisations,
            moderation=Moderation.PUBLISHED,
        )
        .select_related("organisation", "edition")
        .order_by("starts_at", "pk")
    )


def again_of(organisations: Iterable[int], edition: Edition | None) -> Again:
    """Return a few of them while the edition takes events. One query, none without an edition before."""
    if edition is None or edition.previous_id is None:
        return NOTHING_AGAIN
    if not is_open(edition, Permission.EVENT_DECLARE, clock.today()):
        return NOTHING_AGAIN
    found = list(events_to_carry(organisations, edition)[: A_FEW + 1])
    year = found[0].edition.starts_on.year if found else 0
    return Again(found[:A_FEW], year, has_more=len(found) > A_FEW)
