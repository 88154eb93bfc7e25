"""The queue of the desk: its views with counts, its rows with what each wants looked at."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from semainier.campaigns.models import Phase
from semainier.core import clock
from semainier.core.words import number
from semainier.events.models import (
    Decision,
    DecisionAction,
    Event,
    EventQuerySet,
    Moderation,
    Precision,
    Status,
)
from semainier.events.queries.changes import changed_words, changes_since_read
from semainier.events.queries.desk_filters import IN_VIEW, SORTS, VIEW_NAMES, WAITING, QueueFilters, View
from semainier.events.queries.doubles import doubles_among
from semainier.events.services.declare import missing_parts
from semainier.events.working_days import working_days_between
from semainier.organisations.access import Reach
from semainier.territories.models import Department

PER_PAGE = 50
HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Drawer:
    view: View
    name: str
    count: int
    query: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A thing to look at: the kind of a state and its word."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    event: Event
    since: dt.datetime
    waited: int  # working days
    flags: tuple[Flag, ...]

    @property
    def starts(self) -> dt.datetime | None:
        """When it begins, in the legal time of its place."""
        return self.event.starts_at.astimezone(self.event.tz) if self.event.starts_at else None

    @property
    def wait_words(self) -> str:
        """The waiting in working days, in hours on the first day: « 4 j », « 5 h »."""
        if self.waited:
            return _("%(n)s d") % {"n": number(self.waited)}
        hours = int((clock.now() - self.since).total_seconds() // 3600)
        return _("%(n)s h") % {"n": number(max(hours, 1))} if hours < HOURS_OF_A_DAY else _("0 d")

    @property
    def is_late(self) -> bool:
        return self.waited > self.event.edition.answer_days


def desk_events(reach: Reach) -> EventQuerySet:
    """Return the events that a desk decides on or decided on; frozen editions are history. No query yet."""
    return (
        Event.objects.within(reach).exclude(edition__phase=Phase.FROZEN).exclude(moderation=Moderation.DRAFT)
    )


def drawers(reach: Reach, filters: QueueFilters) -> list[Drawer]:
    """Return the views with their counts under the search in force. One query."""
    narrowed = _narrow(desk_events(reach), filters)
    counts = narrowed.aggregate(
        **{view.name: Count("pk", filter=condition) for view, condition in IN_VIEW.items()}
    )
    return [
        Drawer(view, str(name), counts[view.name], replace(filters, view=view).query(), view == filters.view)
        for view, name in VIEW_NAMES.items()
    ]


def queue(reach: Reach, filters: QueueFilters) -> EventQuerySet:
    """Return the events of a view in its order, each with `since`: when its waiting began. No query yet."""
    found = (
        _narrow(desk_events(reach), filters)
        .filter(IN_VIEW[filters.view])
        .annotate(since=_since(filters.view))
    )
    first = F(SORTS[filters.sort]).asc(nulls_last=True)
    if filters.sort == "attente" and filters.view not in WAITING:
        first = F("since").desc(nulls_last=True)
    related = found.select_related("organisation", "edition", "theme", "department")
    asked = Decision.objects.filter(event=OuterRef("pk"), action=DecisionAction.REQUEST_CHANGES)
    return related.annotate(was_asked=Exists(asked)).order_by(first, "pk")


def rows_of(events: Sequence[Event], reach: Reach) -> list[QueueRow]:
    """Return the rows of a page with what each wants looked at. Two queries, whatever their number."""
    twins = doubles_among(events)
    changes = changes_since_read([event for event in events if event.changed_at is not None])
    today = clock.today()
    return [
        QueueRow(
            event=event,
            since=event.since,  # type: ignore[attr-defined]
            waited=working_days_between(event.since.astimezone(clock.PARIS).date(), today),  # type: ignore[attr-defined]
            flags=tuple(
                _flags(
                    event,
                    reach,
                    twins=bool(twins[event.pk]),
                    changed=changed_words(changes.get(event.pk, [])),
                )
            ),
        )
        for event in events
    ]


def oldest_wait(reach: Reach) -> int | None:
    """Return how many working days the oldest submission has waited; None when nothing waits. One query."""
    waiting = desk_events(reach).filter(IN_VIEW[View.DECIDE])
    oldest = waiting.aggregate(oldest=Min("submitted_at"))["oldest"]
    return (
        None if oldest is None else working_days_between(oldest.astimezone(clock.PARIS).date(), clock.today())
    )


def neighbour_after(events: EventQuerySet, uid: UUID) -> UUID | None:
    """Return the event that follows in the list, else the one before, else None. One query."""
    uids = list(events.values_list("uid", flat=True))
    if uid not in uids:
        return uids[0] if uids else None
    place = uids.index(uid)
    following = [*uids[place + 1 :], *reversed(uids[:place])]
    return following[0] if following else None


def departments_in_queue(reach: Reach) -> QuerySet[Department]:
    """Return the departments where the events of the desk take place. One query."""
    return Department.objects.filter(pk__in=desk_events(reach).values("department"))


def _narrow(events: EventQuerySet, filters: QueueFilters) -> EventQuerySet:
    found = events.matching(filters.text)
    return found.filter(department=filters.department) if filters.department else found


def _since(view: View) -> F | Subquery:
    field = {View.DECIDE: "submitted_at", View.CHANGED: "changed_at", View.PUBLISHED: "published_at"}.get(
        view
    )
    if field is not None:
        return F(field)
    steps = Decision.objects.filter(event=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(steps.values("at")[:1], output_field=DateTimeField())


def _flags(event: Event, reach: Reach, *, twins: bool, changed: Iterable[str]) -> Iterable[Flag]:
    if event.moderation in {Moderation.REFUSED, Moderation.WITHDRAWN}:
        yield Flag("off", event.get_moderation_display())
        return
    found = list(_doubts(event, reach, twins=twins))
    if words := ", ".join(changed):
        found.insert(0, Flag("wait", _("Read again: %(fields)s") % {"fields": words}))
    if event.status != Status.SCHEDULED:
        found.append(Flag("off", event.get_status_display()))
    if found:
        yield from found
    elif event.moderation == Moderation.PUBLISHED:
        yield Flag("yes", _("Published"))
    elif event.moderation == Moderation.CHANGES_REQUESTED:
        yield Flag("wait", _("With the organiser"))
    else:
        yield Flag("none", _("Corrected") if event.was_asked else _("New"))  # type: ignore[attr-defined]


def _doubts(event: Event, reach: Reach, *, twins: bool) -> Iterable[Flag]:
    if twins:
        yield Flag("no", _("A double?"))
    if missing_parts(event):
        yield Flag("no", _("Incomplete"))
    if is_outside_week(event):
        yield Flag("wait", _("Outside the week"))
    if is_elsewhere(event, reach):
        yield Flag("wait", _("Outside the territory"))
    if event.precision == Precision.DEPARTMENT:
        yield Flag("wait", _("To be placed"))


def is_outside_week(event: Event) -> bool:
    """Whether no day of the event lies within the edition; no query when the edition is loaded."""
    if event.first_day is None or event.last_day is None:
        return False
    return event.last_day < event.edition.starts_on or event.first_day > event.edition.ends_on


def is_elsewhere(event: Event, reach: Reach) -> bool:
    """Whether the place lies outside the departments of who decides."""
    return (
        not reach.everything
        and event.department_id is not None
        and event.department_id not in reach.departments
    )
