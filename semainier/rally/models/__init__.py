"""Whom to write to, what, and who was written to."""

from semainier.rally.models.segments import MessageTemplate, OrganisationTag, Segment
from semainier.rally.models.sendings import (
    AutomaticReminder,
    Reason,
    Recipient,
    RecipientQuerySet,
    RecipientState,
    Sending,
)

__all__ = [
    "AutomaticReminder",
    "MessageTemplate",
    "OrganisationTag",
    "Reason",
    "Recipient",
    "RecipientQuerySet",
    "RecipientState",
    "Segment",
    "Sending",
]
