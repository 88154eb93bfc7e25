"""The conversation between an organisation and its region about one event: every line kept, few mails."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.events.emails import mail_thread
from semainier.events.models import Event, Message, Moderation

TELL_AGAIN_AFTER = dt.timedelta(hours=1)
_SAME = dt.timedelta(minutes=1)


@transaction.atomic
def post_message(*, event: Event, by: User, text: str, from_desk: bool) -> Message:
    """Add a line and tell the other side, at most once an hour; the same words at once again change nothing.

    The caller has checked EVENT_MODERATE for the desk, EVENT_DECLARE for the organiser.
    """
    locked = _locked(event.pk)
    check_open(locked.edition, Permission.EVENT_MODERATE, clock.today())
    if locked.moderation == Moderation.DRAFT:
        raise Conflict(
            "event.draft_has_no_thread",
            _("Nobody but its organisation knows a draft."),
            _("Submit the event: you can write to your region from then on."),
        )
    if not text.strip():
        raise DomainError(
            "event.message_empty", _("There is nothing to send."), _("Write your message first.")
        )
    now = clock.now()
    again = locked.messages.filter(by=by, from_desk=from_desk, text=text.strip(), at__gt=now - _SAME).first()
    if again is not None:
        return again
    _answered(locked, from_desk=not from_desk)
    message = Message.objects.create(event=locked, by=by, text=text.strip(), from_desk=from_desk, at=now)
    record(
        by=by,
        verb="event.message_sent",
        target=locked,
        data={"from_desk": from_desk},
        organisation_id=locked.organisation_id,
        edition_id=locked.edition_id,
    )
    _tell(locked, from_desk=from_desk)
    return message


def tell_waiting() -> int:
    """Tell what was written within an hour of the mail before; return how many mails. Safe to run twice."""
    untold = Message.objects.filter(told_at__isnull=True)
    pairs = list(untold.order_by().values_list("event_id", "from_desk").distinct())
    return sum(_tell_later(event_id, from_desk=from_desk) for event_id, from_desk in pairs)


@transaction.atomic
def _tell_later(event_id: int, *, from_desk: bool) -> int:
    return _tell(_locked(event_id), from_desk=from_desk)


def _tell(event: Event, *, from_desk: bool) -> int:
    """Mail what one side has written and the other was not told, unless it was told lately. The row is locked."""
    written = event.messages.filter(from_desk=from_desk)
    now = clock.now()
    if written.filter(told_at__gt=now - TELL_AGAIN_AFTER).exists():
        return 0
    waiting = list(written.filter(told_at__isnull=True).select_related("by"))
    if not waiting:
        return 0
    written.filter(told_at__isnull=True).update(told_at=now)
    return mail_thread(event, waiting)


def _answered(event: Event, *, from_desk: bool) -> None:
    """Take what the other side wrote as read: who answers has seen it. The hour of its last mail stays."""
    written = event.messages.filter(from_desk=from_desk)
    last = (
        written.filter(told_at__isnull=False).order_by("-told_at").values_list("told_at", flat=True).first()
    )
    written.filter(told_at__isnull=True).update(told_at=last or F("at"))


def _locked(pk: int) -> Event:
    rows = Event.objects.select_for_update(of=("self",)).select_related("edition", "organisation")
    return rows.get(pk=pk)
