"""What a source said of an event when it was last written: kept in the journal, one line for each writing.

Without it nobody could tell an event that a person changed here from one that the source changed.
"""

from collections.abc import Iterable, Mapping

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.audit.services import record
from semainier.events.models import Event

VERB = "event.imported"
Said = Mapping[str, str]


def remember(*, event: Event, said: Said, by: User | None) -> None:
    """Note what the source says of an event now, but for what it leaves empty. One INSERT."""
    record(
        by=by,
        verb=VERB,
        target=event,
        data={name: text for name, text in said.items() if text},
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )


def remembered(events: Iterable[Event]) -> dict[int, Said]:
    """Return what the source said last, by key of the event. One query."""
    keys = [str(event.pk) for event in events]
    lines = AuditEntry.objects.filter(object_type=Event._meta.label_lower, object_id__in=keys, verb=VERB)
    return {int(key): data for key, data in lines.order_by("at", "pk").values_list("object_id", "data")}
