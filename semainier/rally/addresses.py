"""What the reminders know of an address without an account: what was sent to it."""

from typing import Any

from django.utils.translation import gettext as _

from semainier.rally.models import Reason, Recipient, RecipientState

NOBODY = "efface@invalid.example"


def export_address(email: str) -> dict[str, Any]:
    """Return the sendings to the address. One query."""
    rows = Recipient.objects.filter(email=email.lower()).order_by("leaves_at", "pk")
    found = list(rows.values("sending__subject", "organisation__name", "name", "state", "leaves_at"))
    return {"received": found} if found else {}


def erase_address(email: str) -> int:
    """Stop what waits for the address, take it and the name off what was sent. Two queries."""
    rows = Recipient.objects.filter(email=email.lower())
    rows.filter(state=RecipientState.WAITING).update(state=RecipientState.SKIPPED, reason=Reason.GONE)
    changed: int = rows.update(email=NOBODY, name=_("Person erased"))
    return changed
