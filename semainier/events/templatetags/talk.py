"""The conversation with the region on the pages of members; half days in words."""

from typing import Any

from django import template

from semainier.core.words import number
from semainier.events.forms.desk import MessageForm
from semainier.events.models import Event, Moderation
from semainier.events.queries.messages import may_read_thread, may_write_as_organiser, thread_of

register = template.Library()


@register.inclusion_tag("events/_conversation.html", takes_context=True)
def conversation(context: dict[str, Any], event: Event) -> dict[str, Any]:
    """Show what was written about an event and a field to answer, to who may read it. One query, none for a draft."""
    user = context["user"]
    if event.moderation == Moderation.DRAFT or not may_read_thread(event, user):
        return {"event": None}
    return {
        "event": event,
        "thread": thread_of(event),
        "form": MessageForm(auto_id="message_%s") if may_write_as_organiser(event, user) else None,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def halves(value: float) -> str:
    """Return « 2 » or « 2,5 »: a median falls on a number or between two."""
    return number(value, 0 if value == int(value) else 1)
