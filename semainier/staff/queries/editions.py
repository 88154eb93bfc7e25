"""Reads on editions for those who run them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Commitment, Edition, ListedMember, Phase
from semainier.campaigns.queries import proposed_phase

# What people may do in each phase; the rule itself is campaigns/access.py.
ALLOWS: dict[Phase, str | Promise] = {
    Phase.PREPARATION: _("Organisations can join. Nobody declares events yet."),
    Phase.OPEN: _("Organisations join and declare their events; the regions decide on them."),
    Phase.WEEK: _("The week is on. Organisations still declare events, and tell how theirs went."),
    Phase.COUNTING: _("No new events. Organisations tell how theirs went, and you prepare the report."),
    Phase.FROZEN: _("Nothing changes any more: the figures are final."),
}
_ORDER = list(Phase)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A phase as a drawer: whether it is behind or open, and whether the edition can go there now."""

    phase: Phase
    is_past: bool
    is_now: bool
    is_next: bool
    is_back: bool
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """How many organisations stand on the list, were invited, and have joined."""

    listed: int
    invited: int
    committed: int


def editions(text: str = "", phase: str = "") -> QuerySet[Edition]:
    """Return the editions that match, the newest first, with the number of their members. One query."""
    standing = Commitment.objects.filter(withdrawn_at__isnull=True)
    listed = ListedMember.objects.filter(removed_on__isnull=True)
    found = Edition.objects.select_related("campaign").annotate(
        listed=_number_of(listed), committed=_number_of(standing)
    )
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(headline__icontains=word))
    return found.filter(phase=phase) if phase else found


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of each edition apart: two joins at once would multiply them."""
    counted = rows.filter(edition=OuterRef("pk")).order_by().values("edition").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def phase_steps(edition: Edition, today: dt.date) -> list[PhaseStep]:
    """Return the phases in order, those next to the one in force marked. No query."""
    here, proposed = _ORDER.index(Phase(edition.phase)), proposed_phase(edition, today)
    return [
        PhaseStep(
            phase,
            is_past=place < here,
            is_now=place == here,
            is_next=place == here + 1,
            is_back=place == here - 1,
            is_proposed=phase is proposed and place != here,
        )
        for place, phase in enumerate(_ORDER)
    ]


def facts_of(edition: Edition) -> EditionFacts:
    """Return the figures of the member list. Two queries."""
    listed = ListedMember.objects.filter(edition=edition, removed_on__isnull=True)
    counts = listed.aggregate(listed=Count("pk"), invited=Count("invited_at"))
    committed = Commitment.objects.filter(edition=edition, withdrawn_at__isnull=True).count()
    return EditionFacts(counts["listed"], counts["invited"], committed)
