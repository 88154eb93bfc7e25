"""What the back office knows about a person: the files she sent, the sources she added."""

from typing import Any

from semainier.accounts.models import User
from semainier.events.models import Source
from semainier.staff.models import ImportRun


def export(user: User) -> dict[str, Any]:
    """Return the files that the person sent to be imported, and the sources that she added. Two queries."""
    runs = ImportRun.objects.filter(uploaded_by=user).order_by("created_at", "pk")
    sources = Source.objects.filter(created_by=user).order_by("created_at", "pk")
    return {
        "imports": list(runs.values("file_name", "kind", "created_at", "state", "applied_at")),
        "sources": list(sources.values("name", "kind", "created_at")),
    }
