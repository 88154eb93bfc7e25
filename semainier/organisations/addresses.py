"""What this app knows of an address without an account: the invitations that went to it."""

from typing import Any

from semainier.audit.personal import forget_names
from semainier.core import clock
from semainier.organisations.models import Invitation

NOBODY = "efface@invalid.example"


def export_address(email: str) -> dict[str, Any]:
    """Return the invitations sent to the address, the oldest first. One query."""
    invitations = Invitation.objects.filter(email__iexact=email).order_by("created_at", "pk")
    fields = ("organisation__name", "role", "name", "created_at", "expires_at", "accepted_at", "revoked_at")
    found = list(invitations.values(*fields))
    return {"invitations": found} if found else {}


def erase_address(email: str) -> int:
    """Close and blank the invitations to the address, and the lines of the journal about them. Four queries."""
    invitations = Invitation.objects.filter(email__iexact=email)
    keys = list(invitations.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=keys, accepted_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=clock.now()
    )
    return forget_names(Invitation, keys) + Invitation.objects.filter(pk__in=keys).update(
        email=NOBODY, name=""
    )
