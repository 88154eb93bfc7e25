"""What this app knows about a person, and how it forgets her: the commitment stays, the name goes."""

from typing import Any

from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment


def export(user: User) -> dict[str, Any]:
    """Return the commitments that the person signed. One query."""
    signed = Commitment.objects.filter(signed_by=user).select_related("organisation", "edition")
    return {
        "commitments": [
            {
                "organisation": c.organisation.name,
                "edition": c.edition.name,
                "signed": c.signed_at,
                "role": c.signer_role,
            }
            for c in signed
        ]
    }


def erase(user: User) -> int:
    """Blank the name under the commitments; return the number of rows changed. One query."""
    return Commitment.objects.filter(signed_by=user).update(signed_by=None, signer_name=_("Person erased"))
