"""What a moderator finds in the morning: how much waits, what is late, what was reported."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from semainier.campaigns.models import Edition
from semainier.events.models import Event, EventQuerySet, Moderation
from semainier.events.queries.alerts import open_alerts
from semainier.events.queries.desks import Desk
from semainier.events.queries.late import late_condition, orphan_condition
from semainier.events.working_days import calendar_of
from semainier.organisations.access import Reach

LISTED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One event that waits: its organiser, since how many working days, until when an answer is promised."""

    event: Event
    waited: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits at one desk; `lines` are the oldest."""

    waiting: int
    late: int
    changed: int
    sampled: int
    alerts: int
    lines: list[Line]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.changed or self.sampled or self.alerts)

    @property
    def more(self) -> int:
        return self.waiting - len(self.lines)


@dataclass(frozen=True, slots=True)
class Escalated:
    """What the head office has to decide instead of a region; `unattended` are associations without a moderator."""

    count: int
    lines: list[Line]
    unattended: list[str]

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def digest_of(reach: Reach, editions: Sequence[Edition], now: dt.datetime) -> Digest:
    """Return what waits within a reach. Six queries, by their indexes."""
    keys = [edition.pk for edition in editions]
    events = Event.objects.within(reach).filter(edition__in=keys)
    waiting = events.filter(moderation=Moderation.SUBMITTED)
    online = events.filter(moderation=Moderation.PUBLISHED)
    return Digest(
        waiting=waiting.count(),
        late=waiting.filter(late_condition(editions, now)).count(),
        changed=online.filter(changed_at__isnull=False).count(),
        sampled=online.filter(sample_at__isnull=False).count(),
        alerts=open_alerts(reach, keys).count(),
        lines=lines_of(waiting, now),
    )


def escalated_of(editions: Sequence[Edition], known: Sequence[Desk], now: dt.datetime) -> Escalated:
    """Return what was handed to the head office and is its matter still. Two queries."""
    its_matter = late_condition(editions, now) | orphan_condition(known)
    handed = Event.objects.filter(
        its_matter,
        moderation=Moderation.SUBMITTED,
        escalated_at__isnull=False,
        edition__in=[edition.pk for edition in editions],
    )
    unattended = [desk.association.name for desk in known if not desk.moderators]
    return Escalated(handed.count(), lines_of(handed, now), unattended)


def lines_of(events: EventQuerySet, now: dt.datetime) -> list[Line]:
    """Return the oldest submissions with their waiting. One query."""
    oldest = events.select_related("organisation", "edition").order_by("submitted_at", "pk")[:LISTED]
    return [_line(event, now) for event in oldest]


def _line(event: Event, now: dt.datetime) -> Line:
    waited = calendar_of(event.organisation.department_id).waited(event.submitted_at or now, now)
    return Line(event, waited, waited > event.edition.answer_days)
