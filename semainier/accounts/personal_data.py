"""What Semainier knows about a person, gathered from every app."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from semainier.accounts.models import User
from semainier.accounts.queries import other_addresses, provider_links
from semainier.core.registry import address_exports, personal_exports


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
        "other_addresses": {email: export_address(email) for email in other_addresses(user)},
        **{app: give(user) for app, give in sorted(personal_exports.items())},
    }


def export_address(email: str) -> dict[str, Any]:
    """Return what each app keeps of an address without an account, and nothing of the apps that know nothing."""
    if not email.strip():
        return {}  # what was forgotten before has no address any more
    told = {app: give(email.strip()) for app, give in sorted(address_exports.items())}
    return {app: found for app, found in told.items() if found}


def _sign_in(user: User) -> dict[str, Any]:
    """Return her ways in and her sessions; never a key. Three queries at most."""
    passkeys = Authenticator.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("pk")
    links = provider_links()
    return {
        "passkeys": [
            {"name": str(passkey), "created": passkey.created_at, "last_used": passkey.last_used_at}
            for passkey in passkeys
        ],
        "sessions": list(sessions.values("ip", "user_agent", "created_at", "last_seen_at")),
        "provider": list(links.filter(user=user).values("uid", "date_joined", "last_login")) if links else [],
    }
