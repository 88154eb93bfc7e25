"""What events hold of a person, and how they forget her. What she declared and told stays."""

from typing import Any

from semainier.accounts.models import User
from semainier.events.models import Alert, Decision, Event, Message, Outcome, Trust


def export(user: User) -> dict[str, Any]:
    """Return the events she wrote, the steps, messages and answers that are hers, the outcomes. Six queries."""
    events = Event.objects.filter(created_by=user).order_by("created_at", "pk")
    decisions = Decision.objects.filter(by=user).order_by("at", "pk")
    outcomes = Outcome.objects.filter(given_by=user).order_by("given_at", "pk")
    return {
        "events": list(events.values("uid", "title", "created_at")),
        "decisions": list(decisions.values("event__title", "action", "message", "at")),
        "messages": list(Message.objects.filter(by=user).values("event__title", "text", "at")),
        "trust": list(Trust.objects.filter(given_by=user).values("organisation__name", "reason", "since")),
        "reports": list(Alert.objects.filter(handled_by=user).values("event__title", "answer", "handled_at")),
        "outcomes": list(outcomes.values("event__title", "held", "attendance", "sentence", "given_at")),
    }


def erase(user: User) -> int:
    """Take her off what she wrote, decided and told; return the number of rows changed. Nine queries."""
    return (
        Event.objects.filter(created_by=user).update(created_by=None)
        + Event.objects.filter(proposed_by=user).update(proposed_by=None)
        + Decision.objects.filter(by=user).update(by=None)
        + Message.objects.filter(by=user).update(by=None)
        + Event.objects.filter(claimed_by=user).update(claimed_by=None, claimed_at=None)
        + Trust.objects.filter(given_by=user).update(given_by=None)
        + Trust.objects.filter(ended_by=user).update(ended_by=None)
        + Alert.objects.filter(handled_by=user).update(handled_by=None)
        + Outcome.objects.filter(given_by=user).update(given_by=None)
    )
