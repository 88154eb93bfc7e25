"""What events hold of a person, and how they forget her. What she declared and told stays."""

from typing import Any

from semainier.accounts.models import User
from semainier.events.models import Decision, Event, Outcome


def export(user: User) -> dict[str, Any]:
    """Return the events she wrote, the steps she took, the outcomes she gave, oldest first. Three queries."""
    events = Event.objects.filter(created_by=user).order_by("created_at", "pk")
    decisions = Decision.objects.filter(by=user).order_by("at", "pk")
    outcomes = Outcome.objects.filter(given_by=user).order_by("given_at", "pk")
    return {
        "events": list(events.values("uid", "title", "created_at")),
        "decisions": list(decisions.values("event__title", "action", "message", "at")),
        "outcomes": list(outcomes.values("event__title", "held", "attendance", "sentence", "given_at")),
    }


def erase(user: User) -> int:
    """Take her off what she wrote, decided and told; return the number of rows changed. Three queries."""
    return (
        Event.objects.filter(created_by=user).update(created_by=None)
        + Decision.objects.filter(by=user).update(by=None)
        + Outcome.objects.filter(given_by=user).update(given_by=None)
    )
