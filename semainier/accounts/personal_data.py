"""What Semainier knows about a person, gathered from every app."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

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
    return {
        "person": own,
        "sign_in": _sign_in(user),
        **{app: give(user) for app, give in sorted(personal_exports.items())},
    }


def _sign_in(user: User) -> dict[str, Any]:
    """Return her ways in and her sessions; never a key. Two queries."""
    passkeys = Authenticator.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("pk")
    return {
        "passkeys": [
            {"name": str(passkey), "created": passkey.created_at, "last_used": passkey.last_used_at}
            for passkey in passkeys
        ],
        "sessions": list(sessions.values("ip", "user_agent", "created_at", "last_seen_at")),
    }
