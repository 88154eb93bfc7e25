"""Several events of the queue at once: what publishing them would do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from semainier.events.models import Event, Moderation
from semainier.events.queries.doubles import doubles_among
from semainier.events.services.declare import missing_parts
from semainier.organisations.access import Reach
from semainier.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One event of several to publish at once."""

    event: Event
    kept_back: str  # its state when it is not waiting for a decision
    missing: list[str]
    twins: list[Event]
    mails: int

    @property
    def will_publish(self) -> bool:
        return not self.kept_back and not self.missing


@dataclass(frozen=True, slots=True)
class BulkSummary:
    """What publishing the chosen events will do, in figures."""

    publish: int
    kept_back: int
    mails: int


def summary_of(rows: Sequence[BulkRow]) -> BulkSummary:
    """Add up what the rows say. No query."""
    going = [row for row in rows if row.will_publish]
    return BulkSummary(len(going), len(rows) - len(going), sum(row.mails for row in going))


def picked(reach: Reach, uids: Iterable[str]) -> list[Event]:
    """Return the chosen events that lie within reach, in the order of the queue. One query.

    What is no identifier is left out.
    """
    wanted = {uid for text in uids if (uid := _uid(text)) is not None}
    events = Event.objects.within(reach).exclude(moderation=Moderation.DRAFT).filter(uid__in=wanted)
    return list(
        events.select_related("organisation", "edition", "theme", "department").order_by("submitted_at", "pk")
    )


def bulk_rows(events: Sequence[Event]) -> list[BulkRow]:
    """Return what publishing each event would do: kept back and why, doubles, how many mails. Two queries."""
    twins = doubles_among(events)
    addresses = _addresses([event.organisation for event in events])
    return [
        BulkRow(
            event=event,
            kept_back="" if event.moderation == Moderation.SUBMITTED else event.get_moderation_display(),
            missing=missing_parts(event),
            twins=twins[event.pk],
            mails=addresses[event.organisation_id],
        )
        for event in events
    ]


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _addresses(organisations: Iterable[Organisation]) -> dict[int, int]:
    """Return how many mails each organisation gets: one per person, else one to its mailbox. One query."""
    by_id = {organisation.pk: organisation for organisation in organisations}
    acting = Membership.objects.filter(organisation__in=by_id, ended_at__isnull=True, user__is_active=True)
    people = Counter(
        organisation for organisation, _user in set(acting.values_list("organisation_id", "user_id"))
    )
    return {pk: people[pk] or int(bool(organisation.email)) for pk, organisation in by_id.items()}
