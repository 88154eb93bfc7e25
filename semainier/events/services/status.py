"""The status of an event, apart from its moderation: scheduled, cancelled, postponed, full."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.core.permissions import Permission
from semainier.events.models import Event, Moderation, Status

# Any status may follow any other, but only for what the public can see.
_WITH_STATUS = frozenset({Moderation.PUBLISHED})


@transaction.atomic
def set_status(*, event: Event, status: Status, by: User | None, note: str = "") -> Event:
    """Say that a published event is cancelled, postponed, full, or takes place as announced. Idempotent.

    Page, feeds and calendars follow at once (SEQUENCE grows). The caller has checked the right.
    """
    check_open(event.edition, Permission.OUTCOME_GIVE, clock.today())
    locked = (
        Event.objects.select_for_update(of=("self",))
        .select_related("edition", "organisation")
        .get(pk=event.pk)
    )
    if Moderation(locked.moderation) not in _WITH_STATUS:
        raise Conflict(
            "event.not_published",
            _("Only a published event can be cancelled, postponed or full."),
            _("Withdraw the event if it will not take place."),
        )
    if (locked.status, locked.status_note) == (status, note.strip()):
        return locked
    old, locked.status, locked.status_note = locked.status, status, note.strip()
    locked.sequence += 1
    locked.updated_at = clock.now()
    locked.save(update_fields=["status", "status_note", "sequence", "updated_at"])
    record(
        by=by,
        verb="event.status_set",
        target=locked,
        data={"from": old, "to": status, "note": note},
        organisation_id=locked.organisation_id,
        edition_id=locked.edition_id,
    )
    event.status, event.status_note = locked.status, locked.status_note
    return locked
