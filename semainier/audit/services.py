"""The one write of the journal."""

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
