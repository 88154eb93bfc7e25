"""Tie an event to the large one that it is part of. There are two levels: a part has no parts."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.errors import Conflict
from semainier.events.models import Event
from semainier.events.queries.parts import possible_parents


@transaction.atomic
def set_parent(*, event: Event, parent: Event | None, by: User | None) -> Event:
    """Say that an event is part of a large one, or of none any more. Idempotent.

    The large event is one of the same edition that its organisation leads or co-organises. Raises Conflict
    `event.has_parts`, `event.not_a_parent` (another's, another edition's, a part itself, withdrawn or refused).
    The caller has checked EVENT_DECLARE.
    """
    asked = {event.pk, *([parent.pk] if parent else [])}
    locked = {one.pk: one for one in Event.objects.select_for_update().filter(pk__in=asked).order_by("pk")}
    mine = locked[event.pk]
    if mine.parent_id == (parent.pk if parent else None):
        return mine
    if parent is not None:
        _check(mine, parent)
    mine.parent = event.parent = parent
    mine.save(update_fields=["parent"])
    record(
        by=by,
        verb="event.parent_set",
        target=mine,
        data={"parent": str(parent.uid) if parent else ""},
        organisation_id=mine.organisation_id,
        edition_id=mine.edition_id,
    )
    return mine


def _check(event: Event, parent: Event) -> None:
    if event.parts.exists():
        raise Conflict(
            "event.has_parts",
            _("“%(title)s” has parts of its own: it cannot be part of another event.")
            % {"title": event.title},
            _("Take its parts out first."),
        )
    if not possible_parents(event).filter(pk=parent.pk).exists():
        raise Conflict(
            "event.not_a_parent",
            _("“%(title)s” cannot be the large event of this one.") % {"title": parent.title},
            _("Choose an event that your organisation leads or takes part in, and that is no part itself."),
        )
