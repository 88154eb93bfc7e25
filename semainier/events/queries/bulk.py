"""Several events of the queue at once: what a decision on all of them would do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.events.models import DecisionAction, Event, Moderation
from semainier.events.queries.claims import claim_of
from semainier.events.queries.doubles import doubles_among
from semainier.events.services.declare import missing_parts
from semainier.organisations.access import Reach
from semainier.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One event of several to decide on at once."""

    event: Event
    kept_back: str  # why it is left out: its state, or who reads it
    missing: list[str]  # what keeps it from being published
    twins: list[Event]
    mails: int

    @property
    def is_going(self) -> bool:
        return not self.kept_back and not self.missing


@dataclass(frozen=True, slots=True)
class BulkSummary:
    """What deciding on the chosen events will do, in figures."""

    going: int
    kept_back: int
    mails: int


def summary_of(rows: Sequence[BulkRow]) -> BulkSummary:
    """Add up what the rows say. No query."""
    going = [row for row in rows if row.is_going]
    return BulkSummary(len(going), len(rows) - len(going), sum(row.mails for row in going))


def picked(reach: Reach, uids: Iterable[str]) -> list[Event]:
    """Return the chosen events that lie within reach, in the order of the queue. One query.

    What is no identifier is left out.
    """
    wanted = {uid for text in uids if (uid := _uid(text)) is not None}
    events = Event.objects.within(reach).exclude(moderation=Moderation.DRAFT).filter(uid__in=wanted)
    related = events.select_related("organisation", "edition", "theme", "department", "claimed_by")
    return list(related.order_by("submitted_at", "pk"))


def bulk_rows(events: Sequence[Event], action: DecisionAction, user: User) -> list[BulkRow]:
    """Return what the decision would do to each event: left out and why, doubles, how many mails. Two queries."""
    twins = doubles_among(events)
    addresses = _addresses([event.organisation for event in events])
    return [
        BulkRow(
            event=event,
            kept_back=_kept_back(event, user),
            missing=missing_parts(event) if action == DecisionAction.PUBLISH else [],
            twins=twins[event.pk],
            mails=addresses[event.organisation_id],
        )
        for event in events
    ]


def _kept_back(event: Event, user: User) -> str:
    if event.moderation != Moderation.SUBMITTED:
        return event.get_moderation_display()
    claim = claim_of(event, user)
    return _("%(who)s reads it") % {"who": claim.who} if claim is not None and not claim.is_mine else ""


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
