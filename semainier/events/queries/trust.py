"""Organisations whose events are published at once: which, since when, and which of their events is read."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from semainier.core.roles import Place
from semainier.events.models import Decision, DecisionAction, Event, Trust
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation, OrganisationQuerySet

ONE_IN = 5  # events of a trusted organisation that are read afterwards
_DOUBTS = (DecisionAction.REQUEST_CHANGES, DecisionAction.REFUSE)


@dataclass(frozen=True, slots=True)
class Record:
    """What an organisation has done so far: what one looks at before trusting it."""

    published: int
    doubted: int


def trust_of(organisation: Organisation) -> Trust | None:
    """Return the trust in force. One query."""
    return Trust.objects.select_related("given_by").filter(organisation=organisation, ended_at=None).first()


def is_drawn(uid: UUID) -> bool:
    """Whether the draw falls on an event: one in five, by its identifier, so that nobody can try again."""
    return uid.int % ONE_IN == 0


def was_doubted(event: Event) -> bool:
    """Whether the region has asked for a change of the event or refused it. One query."""
    return Decision.objects.filter(event=event, action__in=_DOUBTS).exists()


def trusts_within(reach: Reach, text: str) -> QuerySet[Trust]:
    """Return the trust in force in a reach, the newest first, with its organisation. No query yet."""
    found = Trust.objects.filter(ended_at__isnull=True, organisation__in=_members(reach).matching(text))
    return found.select_related("organisation", "organisation__department", "given_by")


def others_within(reach: Reach, text: str) -> OrganisationQuerySet:
    """Return the organisations of a reach that are not trusted. No query yet."""
    trusted = Trust.objects.filter(ended_at__isnull=True).values("organisation")
    return _members(reach).exclude(pk__in=trusted).matching(text).order_by("name", "pk")


def record_of(organisation: Organisation) -> Record:
    """Return how many of its events were published, and how many were doubted. One query."""
    decisions = Decision.objects.filter(event__organisation=organisation)
    counts = decisions.aggregate(
        published=Count("event", filter=Q(action=DecisionAction.PUBLISH), distinct=True),
        doubted=Count("event", filter=Q(action__in=_DOUBTS), distinct=True),
    )
    return Record(**counts)


def _members(reach: Reach) -> OrganisationQuerySet:
    return Organisation.objects.active().filter(kind=Place.MEMBER).within(reach)
