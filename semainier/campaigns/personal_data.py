"""What this app knows about a person, and how it forgets her: the commitment stays, the name goes."""

from typing import Any

from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Commitment, ContactNote, HelpRequest


def export(user: User) -> dict[str, Any]:
    """Return what the person signed, asked for and noted. Three queries."""
    signed = Commitment.objects.filter(signed_by=user).select_related("organisation", "edition")
    asked = HelpRequest.objects.filter(asked_by=user).select_related("organisation", "edition")
    notes = ContactNote.objects.filter(by=user).select_related("listed__organisation")
    return {
        "commitments": [
            {
                "organisation": c.organisation.name,
                "edition": c.edition.name,
                "signed": c.signed_at,
                "role": c.signer_role,
            }
            for c in signed
        ],
        "help_asked": [
            {
                "organisation": r.organisation.name,
                "edition": r.edition.name,
                "asked": r.asked_at,
                "words": r.words,
            }
            for r in asked
        ],
        "contact_notes": [
            {"organisation": n.listed.organisation.name, "at": n.at, "words": n.words} for n in notes
        ],
    }


def erase(user: User) -> int:
    """Blank the name under the commitments; return the number of rows changed. One query."""
    return Commitment.objects.filter(signed_by=user).update(signed_by=None, signer_name=_("Person erased"))
