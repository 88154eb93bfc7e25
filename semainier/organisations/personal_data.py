"""What this app knows about a person, and how it forgets her."""

from typing import Any

from semainier.accounts.models import User
from semainier.audit.personal import forget_names
from semainier.core import clock
from semainier.organisations.models import Invitation, Membership
from semainier.organisations.services.people import keep_a_head


def export(user: User) -> dict[str, Any]:
    """Return memberships and invitations of the person. Two queries."""
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    invitations = Invitation.objects.filter(email__iexact=user.email).select_related("organisation")
    return {
        "memberships": [
            {"organisation": m.organisation.name, "role": m.role, "since": m.since, "ended": m.ended_at}
            for m in memberships
        ],
        "invitations": [
            {
                "organisation": i.organisation.name,
                "role": i.role,
                "sent": i.created_at,
                "accepted": i.accepted_at,
            }
            for i in invitations
        ],
    }


def erase(user: User) -> int:
    """End the memberships, blank the invitations and the journal's lines about both; return the rows changed.

    Raises for the last person of the head office. Seven queries, eight for who is of the head office.
    """
    memberships = Membership.objects.filter(user=user)
    if memberships.filter(role="head", ended_at__isnull=True).exists():
        keep_a_head(without=memberships)
    invitations = Invitation.objects.filter(email__iexact=user.email)
    named = forget_names(Membership, memberships.values_list("pk", flat=True)) + forget_names(
        Invitation, invitations.values_list("pk", flat=True)
    )
    ended = memberships.filter(ended_at__isnull=True).update(ended_at=clock.now())
    return named + ended + invitations.update(email=f"efface-{user.pk}@invalid.example", name="")
