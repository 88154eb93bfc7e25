"""The conversation about an event, as both sides read it."""

from semainier.accounts.models import User
from semainier.campaigns.access import is_open
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.events.models import Event, Message, Moderation
from semainier.organisations.access import has_permission


def thread_of(event: Event) -> list[Message]:
    """Return what was written, oldest first, with who wrote it. One query."""
    return list(event.messages.select_related("by"))


def may_write_as_organiser(event: Event, user: User) -> bool:
    """Whether the person may write to the region about the event now. No query on a loaded event."""
    has_begun = event.moderation != Moderation.DRAFT
    is_time = is_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    return (
        has_begun
        and is_time
        and has_permission(user, Permission.EVENT_DECLARE, organisation=event.organisation)
    )


def may_read_thread(event: Event, user: User) -> bool:
    """Whether the event’s conversation and history are the person’s: she declares it or decides on it. No query."""
    sides = (Permission.EVENT_DECLARE, Permission.EVENT_MODERATE)
    return any(has_permission(user, side, organisation=event.organisation) for side in sides)
