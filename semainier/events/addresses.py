"""What events know of an address without an account: what a visitor reported and asked an answer to."""

from typing import Any

from semainier.events.models import Alert


def export_address(email: str) -> dict[str, Any]:
    """Return the reports that gave the address for the answer. One query."""
    alerts = Alert.objects.filter(email__iexact=email).order_by("at", "pk")
    found = list(alerts.values("event__title", "reason", "words", "at", "state", "answer"))
    return {"reported": found} if found else {}


def erase_address(email: str) -> int:
    """Take the address off the reports; what was reported stays. One query."""
    return Alert.objects.filter(email__iexact=email).update(email="", sender="")
