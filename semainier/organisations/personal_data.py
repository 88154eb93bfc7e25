"""What this app knows about a person, and how it forgets her."""

from typing import Any

from semainier.accounts.models import User
from semainier.core import clock
from semainier.organisations.models import Invitation, Membership


def export(user: User) -> dict[str, Any]:
    """Return memberships and invitations of the person. Two queries."""
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    invitations = Invitation.objects.filter(email__iexact=user.email).select_related("organisation")
    return {
        "memberships": [
            {"organisation": m.organisation.name, "role": m.role, "since": m.since, "ended": m.ended_at} for m in memberships
        ],
        "invitations": [
            {"organisation": i.organisation.name, "role": i.role, "sent": i.created_at, "accepted": i.accepted_at}
            for i in invitations
        ],
    }


def erase(user: User) -> int:
    """End the memberships and blank the invitations; return the number of rows changed. Two queries."""
    ended = Membership.objects.filter(user=user, ended_at__isnull=True).update(ended_at=clock.now())
    blanked = Invitation.objects.filter(email__iexact=user.email).update(email=f"efface-{user.pk}@invalid.example", name="")
    return ended + blanked
