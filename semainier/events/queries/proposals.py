"""What a desk proposed to its members, and to whom it may propose."""

from django.db.models import QuerySet

from semainier.campaigns.models import Edition
from semainier.core.roles import Place
from semainier.events.models import Event, EventQuerySet
from semainier.events.queries.space import with_relations
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation


def proposals(reach: Reach, edition: Edition | None) -> EventQuerySet:
    """Return the events proposed on behalf of members within a reach, in an edition, newest first. No query yet."""
    found = Event.objects.within(reach).filter(edition=edition, proposed_by__isnull=False)
    return with_relations(found).select_related("proposed_by").order_by("-created_at", "-pk")


def may_propose_for(reach: Reach, text: str) -> QuerySet[Organisation]:
    """Return the members within a reach whose name answers to the words. No query yet."""
    members = Organisation.objects.filter(kind=Place.MEMBER, archived_at__isnull=True).within(reach)
    return members.matching(text).select_related("department").order_by("name", "pk")
