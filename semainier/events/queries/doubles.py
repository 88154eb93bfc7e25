"""Events that look like one and the same."""

from collections.abc import Sequence

from semainier.core.search import normalise
from semainier.events.models import Event, Moderation

_GONE = (Moderation.DRAFT, Moderation.REFUSED, Moderation.WITHDRAWN)


def doubles_among(events: Sequence[Event]) -> dict[int, list[Event]]:
    """Return, by event, the others of the same organiser and edition that look like it. One query.

    They look alike when they share day and town, or the title. Drafts, refused, withdrawn ones do not count.
    """
    others: dict[tuple[int, int], list[Event]] = {}
    candidates = Event.objects.filter(
        organisation__in={event.organisation_id for event in events},
        edition__in={event.edition_id for event in events},
    ).exclude(moderation__in=_GONE)
    for other in candidates:
        others.setdefault((other.organisation_id, other.edition_id), []).append(other)
    return {
        event.pk: [
            other
            for other in others.get((event.organisation_id, event.edition_id), [])
            if _alike(event, other)
        ]
        for event in events
    }


def _alike(event: Event, other: Event) -> bool:
    if event.pk == other.pk:
        return False
    same_day = event.first_day is not None and event.first_day == other.first_day
    same_town = _town(event) == _town(other) != ""
    return (same_day and same_town) or normalise(event.title) == normalise(other.title)


def _town(event: Event) -> str:
    return event.commune_id or normalise(event.city)
