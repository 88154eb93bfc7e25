"""The queue as a table that leaves the house: the columns of events, then what the desk adds."""

from collections.abc import Iterator
from typing import Any

from semainier.accounts.models import User
from semainier.core.batches import batched
from semainier.events.exports.table import COLUMNS, event_cells
from semainier.events.models import EventQuerySet
from semainier.events.queries.desk import QueueRow, Scope, rows_of
from semainier.events.queries.desk_filters import View

HEADER = (*COLUMNS, "organisme", "departement", "moderation", "depuis", "jours_ouvres", "a_voir")
_CHUNK = 200


def desk_rows(events: EventQuerySet, scope: Scope, user: User, view: View) -> Iterator[list[Any]]:
    """Yield one line per event of the queue, read by chunks: constant memory, four queries a chunk."""
    for chunk in batched(events.iterator(_CHUNK), _CHUNK):
        yield from (_line(row) for row in rows_of(chunk, scope, user, view))


def _line(row: QueueRow) -> list[Any]:
    event = row.event
    return [
        *event_cells(event),
        event.organisation.name,
        event.department_id or "",
        event.get_moderation_display(),
        row.since.astimezone(event.tz).isoformat(timespec="minutes"),
        row.waited,
        ", ".join(flag.word for flag in row.flags),
    ]
