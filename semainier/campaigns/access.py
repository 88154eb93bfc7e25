"""What the phase of an edition allows, and the door to an edition."""

import datetime as dt

from django.http import Http404
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Edition, HelpRequest, Phase
from semainier.core.errors import Conflict
from semainier.core.permissions import Permission as P
from semainier.organisations.access import get_organisation

_ALWAYS = frozenset(Phase)
# A permission that is not named here does not depend on the phase.
OPEN_IN: dict[P, frozenset[Phase]] = {
    P.COMMITMENT_SIGN: frozenset({Phase.PREPARATION, Phase.OPEN, Phase.WEEK}),
    P.EVENT_DECLARE: frozenset({Phase.OPEN, Phase.WEEK}),
    P.EVENT_MODERATE: frozenset({Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
    P.OUTCOME_GIVE: frozenset({Phase.OPEN, Phase.WEEK, Phase.COUNTING}),
    P.EDITION_MANAGE: _ALWAYS - {Phase.FROZEN},
}


def is_open(edition: Edition, permission: P, today: dt.date) -> bool:
    """Whether the phase of the edition allows what the permission is for. No query.

    `today` matters for outcomes only: they close with the day `outcomes_until`.
    """
    if permission is P.OUTCOME_GIVE and edition.phase == Phase.COUNTING and today > edition.outcomes_until:
        return False
    return Phase(edition.phase) in OPEN_IN.get(permission, _ALWAYS)


def check_open(edition: Edition, permission: P, today: dt.date) -> None:
    """Raise a 409 that says in which phase the edition is and what to do."""
    if is_open(edition, permission, today):
        return
    next_step = {
        Phase.PREPARATION: _("Come back when the head office opens the edition."),
        Phase.OPEN: _("Come back when the week begins."),
        Phase.WEEK: _("Write to the head office."),
        Phase.COUNTING: _("Write to the head office: the week is over and the figures are being counted."),
        Phase.FROZEN: _("Write to the head office: the figures of a frozen edition no longer change."),
    }[Phase(edition.phase)]
    raise Conflict(
        "edition.phase",
        _("%(edition)s is in the phase “%(phase)s”, which does not allow this.")
        % {"edition": edition.name, "phase": edition.get_phase_display()},
        next_step,
    )


def get_public_edition(slug: str) -> Edition:
    """Return the edition of a public address, or 404. One query."""
    edition = Edition.objects.visible().select_related("campaign").filter(slug=slug).first()
    if edition is None:
        raise Http404
    return edition


def get_edition(slug: str) -> Edition:
    """Return any edition by its address, or 404; the caller's marker has checked the permission. One query."""
    edition = Edition.objects.select_related("campaign", "previous").filter(slug=slug).first()
    if edition is None:
        raise Http404
    return edition


def get_help_request(user: User, request_id: int, permission: P) -> HelpRequest:
    """Return the request if the person holds `permission` for its organisation; 404 to who may not know it, 403 else."""
    related = HelpRequest.objects.select_related("edition", "organisation__department", "asked_by")
    request = related.filter(pk=request_id).first()
    if request is None:
        raise Http404
    get_organisation(user, request.organisation_id, permission)
    return request
