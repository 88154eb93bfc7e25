"""The queue of the desk: its views with counts, its rows with what each wants looked at.

Each view is read along an index and counted no further than it is listed, so that a page costs the same at a
hundred events and at a hundred thousand.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core import clock
from semainier.core.words import number, short_day_words
from semainier.events.models import (
    Alert,
    AlertState,
    Decision,
    DecisionAction,
    Event,
    EventQuerySet,
    Message,
    Moderation,
)
from semainier.events.queries.changes import changed_words, changes_since_read
from semainier.events.queries.claims import is_read_by_another, read_by_others
from semainier.events.queries.desk_filters import (
    IN_VIEW,
    SORTS,
    UNDECIDED,
    VIEW_NAMES,
    WAITING,
    QueueFilters,
    View,
    counted,
)
from semainier.events.queries.desks import Desk, desks
from semainier.events.queries.doubles import with_doubles
from semainier.events.queries.flags import Flag, flags_of
from semainier.events.queries.late import late_condition, open_editions, orphan_condition
from semainier.events.working_days import calendar_of
from semainier.organisations.access import Reach
from semainier.territories.models import Department

PER_PAGE = 50
LISTED = 1000  # events of a view that are listed and counted; a search finds the others
HOURS_OF_A_DAY = 24
# The instant from which the waiting of a view is counted; that of a reported event is its oldest report.
_SINCE = {
    View.DECIDE: "submitted_at",
    View.LATE: "submitted_at",
    View.UNATTENDED: "submitted_at",
    View.CHANGED: "changed_at",
    View.SAMPLED: "sample_at",
    View.ASKED: "decided_at",
    View.PUBLISHED: "published_at",
    View.CLOSED: "decided_at",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a desk decides on: how far its permission reaches, and the editions that are not history yet.

    `late` and `orphan` are conditions of this instant; `desks` are known to the head office, which sees all.
    """

    reach: Reach
    editions: tuple[int, ...]
    late: Q
    orphan: Q
    desks: tuple[Desk, ...] = ()

    @classmethod
    def of(cls, reach: Reach) -> "Scope":
        """Return the scope of a reach. One query, for the head office four."""
        editions = open_editions()
        known = tuple(desks()) if reach.everything else ()
        return cls(
            reach=reach,
            editions=tuple(edition.pk for edition in editions),
            late=late_condition(editions, clock.now()),
            orphan=orphan_condition(known) if reach.everything else Q(pk__in=[]),
            desks=known,
        )

    def events(self) -> EventQuerySet:
        """Return the events that the desk decides on or decided on. No query yet."""
        found = Event.objects.within(self.reach).filter(edition__in=self.editions)
        return found.exclude(moderation=Moderation.DRAFT)

    @property
    def views(self) -> list[View]:
        """The views of the desk: that of the regions where nobody moderates is the head’s."""
        return [view for view in View if view != View.UNATTENDED or self.reach.everything]

    def condition(self, view: View) -> Q:
        """Return what a view holds."""
        narrower = {View.LATE: self.late, View.UNATTENDED: self.orphan}
        return IN_VIEW[view] & narrower[view] if view in narrower else IN_VIEW[view]


@dataclass(frozen=True, slots=True)
class Drawer:
    view: View
    name: str
    count: int
    is_more: bool  # there are more than are listed
    query: str
    is_open: bool

    @property
    def number(self) -> str:
        return counted(self.count, is_more=self.is_more)


@dataclass(frozen=True, slots=True)
class QueueRow:
    event: Event
    since: dt.datetime
    waited: int  # working days, by the calendar of the organiser
    flags: tuple[Flag, ...]
    due: str = ""  # the last day of the promised delay, while a decision is waited for

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


class ListedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose number is known already."""

    def __init__(self, events: EventQuerySet, count: int) -> None:
        super().__init__(events, PER_PAGE)
        self.count = count


def drawers(scope: Scope, filters: QueueFilters) -> list[Drawer]:
    """Return the views with their counts under the search in force. One query each."""
    events = _narrow(scope.events(), filters).order_by()
    counts = {
        view: events.filter(scope.condition(view)).values("pk")[: LISTED + 1].count() for view in scope.views
    }
    return [
        Drawer(
            view=view,
            name=str(VIEW_NAMES[view]),
            count=min(count, LISTED),
            is_more=count > LISTED,
            query=replace(filters, view=view).query(),
            is_open=view == filters.view,
        )
        for view, count in counts.items()
    ]


def queue(scope: Scope, filters: QueueFilters) -> EventQuerySet:
    """Return the events of a view in its order, each with `since`: when its waiting began. No query yet.

    A view in which nobody waits may be very long: another order than the newest first is one among the newest.
    """
    found = (
        _narrow(scope.events(), filters)
        .filter(scope.condition(filters.view))
        .annotate(since=_since(filters.view))
    )
    is_waiting = filters.view in WAITING
    by_age = ("since", "pk") if is_waiting else ("-since", "-pk")
    if filters.sort == "attente":
        found = found.order_by(*by_age)
    else:
        if not is_waiting:
            newest = found.order_by(*by_age).values("pk")[:LISTED]
            found = Event.objects.filter(pk__in=newest).annotate(since=_since(filters.view))
        found = found.order_by(F(SORTS[filters.sort]).asc(nulls_last=True), "pk")
    asked = Decision.objects.filter(event=OuterRef("pk"), action=DecisionAction.REQUEST_CHANGES)
    related = found.select_related("organisation", "edition", "theme", "department", "claimed_by")
    return related.annotate(was_asked=Exists(asked))


def rows_of(events: Sequence[Event], scope: Scope, user: User, view: View) -> list[QueueRow]:
    """Return the rows of a page with what each wants looked at. Three queries, whatever their number."""
    twins = with_doubles(events)
    changes = changes_since_read([event for event in events if event.changed_at is not None])
    unanswered = _waiting_for_an_answer(events)
    return [
        _row(
            event,
            view,
            flags=flags_of(
                event,
                scope.reach,
                user,
                twins=event.pk in twins,
                changed=changed_words(changes.get(event.pk, [])),
                has_message=event.pk in unanswered,
            ),
        )
        for event in events
    ]


def oldest_wait(scope: Scope) -> int | None:
    """Return how many working days the oldest submission has waited; None when nothing waits. One query."""
    waiting = scope.events().filter(IN_VIEW[View.DECIDE]).order_by("submitted_at", "pk")
    oldest = waiting.values_list("submitted_at", "organisation__department").first()
    if oldest is None or oldest[0] is None:
        return None
    return calendar_of(oldest[1]).waited(oldest[0], clock.now())


def first_free(rows: Sequence[QueueRow], user: User) -> QueueRow | None:
    """Return the first row that nobody else is reading, else the first. No query."""
    free = (row for row in rows if not is_read_by_another(row.event, user))
    return next(free, rows[0] if rows else None)


def neighbour_after(events: EventQuerySet, uid: UUID, user: User) -> UUID | None:
    """Return the event that follows in the list and that nobody else reads, else one before, else None. Two queries."""
    listed = list(events.values_list("uid", flat=True)[:LISTED])
    read = set(events.filter(read_by_others(user)).values_list("uid", flat=True)[:LISTED])
    place = listed.index(uid) if uid in listed else -1
    following = [*listed[place + 1 :], *reversed(listed[: max(place, 0)])]
    return next((found for found in following if found not in read), following[0] if following else None)


def departments_of_desk(reach: Reach) -> QuerySet[Department]:
    """Return the departments that a desk can choose from. One query."""
    every = Department.objects.all()
    return every if reach.everything else every.filter(pk__in=reach.departments)


def _row(event: Event, view: View, flags: Iterable[Flag]) -> QueueRow:
    calendar = calendar_of(event.organisation.department_id)
    since = event.since or event.created_at  # type: ignore[attr-defined]
    due = short_day_words(calendar.due_on(since, event.edition.answer_days)) if view in UNDECIDED else ""
    return QueueRow(event, since, calendar.waited(since, clock.now()), tuple(flags), due)


def _narrow(events: EventQuerySet, filters: QueueFilters) -> EventQuerySet:
    found = events.matching(filters.text)
    return found.filter(department=filters.department) if filters.department else found


def _since(view: View) -> Any:
    if view in _SINCE:
        return F(_SINCE[view])
    reports = Alert.objects.filter(event=OuterRef("pk"), state=AlertState.OPEN).order_by()
    return Subquery(reports.values("event").annotate(first=Min("at")).values("first"))


def _waiting_for_an_answer(events: Sequence[Event]) -> set[int]:
    """Return those whose last message is the organiser’s. One query."""
    later = Message.objects.filter(event=OuterRef("event"), from_desk=True).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    asked = Message.objects.filter(event__in=[event.pk for event in events], from_desk=False)
    return set(asked.filter(~Exists(later)).values_list("event_id", flat=True))
