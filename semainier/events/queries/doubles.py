"""Events that look like one and the same, and what else happens in the same town on the same day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz

from semainier.core.search import normalise
from semainier.events.models import Audience, Event, EventQuerySet, Moderation

Sign = tuple[str, str]
# What is read of a candidate, in the order of _signs_of after the first three.
_LOOK = ("pk", "organisation_id", "edition_id", "title", "first_day", "commune_id", "city")
_READ, _SHOWN = 50, 10
# While one types: titles alike from here on (of 100), days so far apart at most, read and shown at most.
_ALIKE, _APART, _MOST_READ, _MOST_SHOWN = 80, dt.timedelta(days=1), 500, 5
_SHORTEST = 4  # letters of a title that can be told from another
_GONE = (Moderation.DRAFT, Moderation.REFUSED, Moderation.WITHDRAWN)


def doubles_among(events: Sequence[Event]) -> dict[int, list[Event]]:
    """Return, by event, the others of the same organiser and edition that look like it. One query.

    They look alike when they share day and town, or the title. Drafts, refused, withdrawn ones do not count.
    """
    others: dict[tuple[int, int], list[Event]] = {}
    for other in _candidates(events).defer("description", "search_text"):
        others.setdefault((other.organisation_id, other.edition_id), []).append(other)
    return {
        event.pk: [
            other
            for other in others.get((event.organisation_id, event.edition_id), [])
            if event.pk != other.pk and _signs(event) & _signs(other)
        ]
        for event in events
    }


def with_doubles(events: Sequence[Event]) -> set[int]:
    """Return those among the events that have a double, by the same rule. One query, a few words a candidate."""
    bearers: dict[tuple[Sign, int, int], set[int]] = {}
    for pk, organisation, edition, *look in _candidates(events).order_by().values_list(*_LOOK):
        for sign in _signs_of(*look):
            bearers.setdefault((sign, organisation, edition), set()).add(pk)
    return {
        event.pk
        for event in events
        for sign in _signs(event)
        if bearers.get((sign, event.organisation_id, event.edition_id), set()) - {event.pk}
    }


def _candidates(events: Sequence[Event]) -> EventQuerySet:
    return Event.objects.filter(
        organisation__in={event.organisation_id for event in events},
        edition__in={event.edition_id for event in events},
    ).exclude(moderation__in=_GONE)


def _signs(event: Event) -> set[Sign]:
    return _signs_of(event.title, event.first_day, event.commune_id, event.city)


def _signs_of(title: str, first_day: dt.date | None, commune: str | None, city: str) -> set[Sign]:
    """Return by what an event is known again: its title; its day and town."""
    signs: set[Sign] = {(normalise(title), "")}
    town = commune or normalise(city)
    if first_day is not None and town:
        signs.add((first_day.isoformat(), town))
    return signs


@dataclass(frozen=True, slots=True)
class Near:
    """An event of somebody else in the same town on the same day; `is_alike` when the titles are close too."""

    event: Event
    is_alike: bool


def near_of(event: Event) -> list[Near]:
    """Return what other organisers do in the same town on the same day, look-alikes first, ten at most. One query."""
    if event.first_day is None or not event.city:
        return []
    others = Event.objects.filter(edition=event.edition_id, first_day=event.first_day)
    same_town = (
        others.filter(commune=event.commune_id) if event.commune_id else others.filter(city=event.city)
    )
    rest = same_town.exclude(organisation=event.organisation_id).exclude(moderation__in=_GONE)
    found = [
        Near(other, is_alike=_likeness(event.title, other.title) >= _ALIKE)
        for other in rest.select_related("organisation")
        .defer("description", "search_text")
        .order_by("starts_at", "pk")[:_READ]
    ]
    return sorted(found, key=lambda near: not near.is_alike)[:_SHOWN]


def typed_doubles(event: Event, but: UUID | None = None) -> list[Event]:
    """Return the events that look like one that is being written, five at most, the most alike first. One query.

    `event` need not be saved: its organisation, edition, title, days and place are read; `but` is left out. What another
    organisation has not published for everybody stays hidden. At most 500 events of the place and days are compared.
    """
    if event.first_day is None or event.last_day is None or event.department_id is None:
        return []
    place = Q(department=event.department_id)
    if event.commune_id:
        place = Q(commune=event.commune_id) | Q(commune=None, department=event.department_id)
    around = Event.objects.filter(
        place,
        Q(moderation=Moderation.PUBLISHED, audience=Audience.PUBLIC) | Q(organisation=event.organisation_id),
        edition=event.edition_id,
        first_day__lte=event.last_day + _APART,
        last_day__gte=event.first_day - _APART,
    ).exclude(moderation__in=[Moderation.REFUSED, Moderation.WITHDRAWN])
    rows = (
        around.select_related("organisation").defer("description", "search_text").order_by("-last_day", "pk")
    )
    found = [other for other in rows[:_MOST_READ] if other.uid != but and look_alike(event, other)]
    return sorted(found, key=lambda other: -_likeness(event.title, other.title))[:_MOST_SHOWN]


def look_alike(one: Event, other: Event) -> bool:
    """Whether two events share edition, place and about the day, and have titles that resemble. No query."""
    if one.edition_id != other.edition_id or (one.pk is not None and one.pk == other.pk):
        return False
    if one.first_day is None or one.last_day is None or other.first_day is None or other.last_day is None:
        return False
    overlap = one.first_day - _APART <= other.last_day and other.first_day - _APART <= one.last_day
    return overlap and _same_place(one, other) and _likeness(one.title, other.title) >= _ALIKE


def _same_place(one: Event, other: Event) -> bool:
    """A town that is not known to the reference data may be any of its department."""
    if one.commune_id and other.commune_id:
        return one.commune_id == other.commune_id
    return one.department_id is not None and one.department_id == other.department_id


def _likeness(one: str, other: str) -> float:
    titles = sorted((normalise(one), normalise(other)))
    if min(map(len, titles)) < _SHORTEST:
        return 0.0
    return fuzz.token_set_ratio(*titles)
