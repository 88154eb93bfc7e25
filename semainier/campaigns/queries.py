"""Reads on editions and on who takes part."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When

from semainier.campaigns.models import Charter, Commitment, Edition, HelpRequest, HelpState, Phase
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.territories.models import Region


def current_edition() -> Edition | None:
    """Return the edition marked current, else the newest public one. One query."""
    return Edition.objects.visible().select_related("campaign").order_by("-is_current", "-starts_on").first()


def proposed_phase(edition: Edition, today: dt.date) -> Phase:
    """Return the phase that the date suggests; the head decides. No query."""
    if edition.is_frozen:
        return Phase.FROZEN
    if today > edition.outcomes_until:
        return Phase.FROZEN
    if today > edition.ends_on:
        return Phase.COUNTING
    if today >= edition.starts_on:
        return Phase.WEEK
    return Phase(edition.phase) if edition.phase in {Phase.PREPARATION, Phase.OPEN} else Phase.OPEN


def charter_in_force(edition: Edition) -> Charter | None:
    """Return the newest wording. One query."""
    return edition.charters.first()


def commitment_of(edition: Edition, organisation: Organisation) -> Commitment | None:
    """Return the standing commitment of an organisation. One query."""
    standing = Commitment.objects.select_related("charter", "signed_by", "edition")
    return standing.filter(edition=edition, organisation=organisation, withdrawn_at__isnull=True).first()


_WAITING_FIRST = Case(
    When(state=HelpState.ASKED, then=Value(0)),
    When(state=HelpState.ANSWERED, then=Value(1)),
    default=Value(2),
)


@dataclass(frozen=True, slots=True)
class HelpFilters:
    """What a reader of the requests for help may ask for; empty means all."""

    text: str = ""
    state: str = ""
    need: str = ""
    region: Region | None = None


def help_of(edition: Edition, organisation: Organisation) -> QuerySet[HelpRequest]:
    """Return what an organisation asked for in an edition, the newest first. One query."""
    asked = HelpRequest.objects.filter(edition=edition, organisation=organisation)
    return asked.select_related("answered_by").order_by("-asked_at", "-pk")


def help_requests(
    edition: Edition, reach: Reach, filters: HelpFilters | None = None
) -> QuerySet[HelpRequest]:
    """Return the requests within a reach, those without an answer first, the oldest of them on top. One query."""
    wanted = filters or HelpFilters()
    asking = Organisation.objects.within(reach).matching(wanted.text)
    found = HelpRequest.objects.filter(edition=edition, organisation__in=asking).select_related(
        "organisation__department", "answered_by", "asked_by"
    )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.need:
        found = found.filter(need=wanted.need)
    if wanted.region:
        listed = edition.listed_members.filter(region=wanted.region)
        found = found.filter(organisation__in=listed.values("organisation"))
    return found.order_by(_WAITING_FIRST, "asked_at", "pk")
