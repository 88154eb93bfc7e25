"""What the back office knows about a person: the files she sent."""

from typing import Any

from semainier.accounts.models import User
from semainier.staff.models import ImportRun


def export(user: User) -> dict[str, Any]:
    """Return the files that the person sent to be imported. One query."""
    runs = ImportRun.objects.filter(uploaded_by=user).order_by("created_at", "pk")
    return {"imports": list(runs.values("file_name", "kind", "created_at", "state", "applied_at"))}
