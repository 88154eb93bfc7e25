"""What Semainier knows about a person, gathered from every app."""

from typing import Any

from semainier.accounts.models import User
from semainier.core.registry import personal_exports


def export(user: User) -> dict[str, Any]:
    """Return everything each app keeps about the person; a few queries per app."""
    own = {
        "email": user.email,
        "name": user.name,
        "phone": user.phone,
        "language": user.language,
        "created": user.created_at,
    }
    return {"person": own, **{app: give(user) for app, give in sorted(personal_exports.items())}}
