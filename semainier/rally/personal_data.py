"""What the reminders keep of a person: what she was sent, what she made. The sending stays, the name goes."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.rally.models import (
    AutomaticReminder,
    MessageTemplate,
    Reason,
    Recipient,
    RecipientQuerySet,
    RecipientState,
    Segment,
    Sending,
)


def export(user: User) -> dict[str, Any]:
    """Return the sendings to the person, and those that she confirmed. Two queries."""
    rows = _rows_of(user).select_related("sending", "organisation").order_by("leaves_at", "pk")
    confirmed = Sending.objects.filter(confirmed_by=user).order_by("confirmed_at", "pk")
    return {
        "received": [
            {
                "subject": row.sending.subject,
                "organisation": row.organisation.name,
                "email": row.email,
                "state": row.state,
                "leaves": row.leaves_at,
            }
            for row in rows
        ],
        "confirmed": [
            {"subject": s.subject, "confirmed": s.confirmed_at, "mails": s.mails} for s in confirmed
        ],
    }


def erase(user: User) -> int:
    """Take name and address off what she was sent, stop what waits; return the rows changed. Eight queries."""
    nobody = f"efface-{user.pk}@invalid.example"
    rows = _rows_of(user)
    rows.filter(state=RecipientState.WAITING).update(state=RecipientState.SKIPPED, reason=Reason.GONE)
    changed: int = rows.update(user=None, email=nobody, name=_("Person erased"))
    for model in (Segment, MessageTemplate):
        changed += model.objects.filter(created_by=user).update(created_by=None)
    changed += Sending.objects.filter(confirmed_by=user).update(confirmed_by=None, signature="")
    changed += Sending.objects.filter(cancelled_by=user).update(cancelled_by=None)
    return changed + AutomaticReminder.objects.filter(set_by=user).update(set_by=None)


def _rows_of(user: User) -> RecipientQuerySet:
    rows: RecipientQuerySet = Recipient.objects.filter(Q(user=user) | Q(email=user.email.lower()))
    return rows
