"""Editions and who takes part in them."""

from semainier.campaigns.models.editions import (
    HUE,
    Campaign,
    Charter,
    Edition,
    EditionQuerySet,
    EventKind,
    Goal,
    GoalKind,
    Phase,
    Theme,
)
from semainier.campaigns.models.members import (
    Commitment,
    ContactChannel,
    ContactNote,
    HelpNeed,
    HelpRequest,
    HelpState,
    ListedMember,
    ListedMemberQuerySet,
)

__all__ = [
    "HUE",
    "Campaign",
    "Charter",
    "Commitment",
    "ContactChannel",
    "ContactNote",
    "Edition",
    "EditionQuerySet",
    "EventKind",
    "Goal",
    "GoalKind",
    "HelpNeed",
    "HelpRequest",
    "HelpState",
    "ListedMember",
    "ListedMemberQuerySet",
    "Phase",
    "Theme",
]
