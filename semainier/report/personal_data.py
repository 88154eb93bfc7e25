"""What the report keeps of a person: the snapshots she took. Purpose: who answers for a published figure."""

from typing import Any

from semainier.accounts.models import User
from semainier.report.models import Snapshot


def export(user: User) -> dict[str, Any]:
    """Return the snapshots that the person took. One query."""
    snapshots = Snapshot.objects.filter(by=user).select_related("edition")
    return {
        "snapshots": [{"edition": s.edition.slug, "label": s.label, "taken": s.taken_at} for s in snapshots]
    }


def erase(user: User) -> int:
    """Take the person off the snapshots, the figures stay; return the number of rows changed. One query."""
    return Snapshot.objects.filter(by=user).update(by=None)
