"""Reads on editions and on who takes part."""

import datetime as dt

from semainier.campaigns.models import Charter, Commitment, Edition, Phase
from semainier.organisations.models import Organisation


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
