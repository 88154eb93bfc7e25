"""The one write of the journal."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from semainier.audit.models import AuditEntry
from semainier.core import clock

if TYPE_CHECKING:
    from semainier.accounts.models import User

SYSTEM = "system"
LABEL_LENGTH = 254


def record(
    *,
    by: "User | None",
    verb: str,
    target: Model | None = None,
    data: dict[str, Any] | None = None,
    organisation_id: int | None = None,
    edition_id: int | None = None,
) -> AuditEntry:
    """Add a line to the journal; `by` is None when the system acts. One INSERT, in the caller's transaction.

    `verb` is stable: `<thing>.<past participle>`. `data` holds what changed, as JSON; never a code or a link.
    """
    return AuditEntry.objects.create(
        at=clock.now(),
        actor=by,
        actor_label=SYSTEM if by is None else str(by)[:LABEL_LENGTH],
        verb=verb,
        object_type="" if target is None else target._meta.label_lower,
        object_id="" if target is None else str(target.pk),
        object_label="" if target is None else str(target)[:LABEL_LENGTH],
        data=data or {},
        organisation_id=organisation_id,
        edition_id=edition_id,
    )


def fold(entry: AuditEntry, *, within: dt.timedelta) -> AuditEntry:
    """Join a line that the caller's transaction has just added to the one before it; return the line that stays.

    Only when the line before is of the same person, verb and thing, and not older than `within`. The data, old and new
    value by name, then tell the way from the first old value to the last new one. Three queries.
    """
    of_thing = AuditEntry.objects.filter(object_type=entry.object_type, object_id=entry.object_id)
    last = of_thing.exclude(pk=entry.pk).order_by("-at", "-id").first()
    if last is None or (last.actor_id, last.verb) != (entry.actor_id, entry.verb):
        return entry
    if entry.at - last.at > within:
        return entry
    for name, (old, new) in entry.data.items():
        last.data[name] = [last.data[name][0] if name in last.data else old, new]
    last.object_label = entry.object_label
    last.save(update_fields=["data", "object_label"])
    entry.delete()
    return last
