"""A large event and the linked events that are its parts."""

from dataclasses import dataclass

from django.db.models import Q

from semainier.campaigns.models import Edition
from semainier.events.models import Event, EventQuerySet, Moderation
from semainier.events.queries.dates import load_dates

MOST_SHOWN = 100
_GONE = (Moderation.REFUSED, Moderation.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Linked:
    """What stands around an event: its parts, or the large event that it is part of.

    `large` is one that the public may read; `is_gone` says that it was in the programme and is no longer.
    """

    parts: list[Event]
    large: Event | None = None
    is_gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts) or self.large is not None or self.is_gone


NOTHING_LINKED = Linked([])


@dataclass(frozen=True, slots=True)
class Around:
    """The same for who declares: parts in any state, the large event, the events that could be it."""

    parts: list[Event]
    large: Event | None
    offered: list[Event]


def around_of(event: Event) -> Around:
    """Return what stands around an event for who declares it. Two queries, one more for the large event."""
    parts = list(event.parts.select_related("organisation").order_by("starts_at", "pk")[:MOST_SHOWN])
    may_be_part = not parts and event.moderation not in _GONE
    return Around(parts, event.parent, list(possible_parents(event)[:MOST_SHOWN]) if may_be_part else [])


def possible_parents(event: Event) -> EventQuerySet:
    """Return the events of the edition that this one may be part of, by day: led or co-organised by its organisation.

    Only what is no part itself, and neither refused nor withdrawn. No query yet.
    """
    organisation = event.organisation_id
    found = Event.objects.filter(
        Q(organisation=organisation) | Q(co_organisers=organisation),
        edition=event.edition_id,
        parent__isnull=True,
    )
    return found.exclude(pk=event.pk).exclude(moderation__in=_GONE).order_by("starts_at", "pk").distinct()


def linked_to(event: Event, edition: Edition) -> Linked:
    """Return what the public may read around an event of an edition. One query, two when a part has several dates."""
    if event.parent_id is not None:
        large = event.parent
        if large is not None and large.is_public:
            return Linked([], large)
        return Linked([], is_gone=large is not None and large.published_at is not None)
    parts = Event.objects.public(edition).filter(parent=event.pk).select_related("organisation", "theme")
    return Linked(load_dates(parts.order_by("first_day", "starts_at", "pk")[:MOST_SHOWN]))
