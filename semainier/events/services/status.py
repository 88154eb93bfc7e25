"""The status of an event, apart from its moderation: scheduled, cancelled, postponed (to new dates or to be set), full."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.events.models import Event, Moderation, Status
from semainier.events.queries.dates import Span, iso_of, spans_of
from semainier.events.services.declare import search_text_of
from semainier.events.services.sessions import (
    announced_dates,
    checked_dates,
    keep_announced,
    keep_dates,
    set_dates,
)
from semainier.events.status_mails import mail_status
from semainier.organisations.access import has_permission

# Any status may follow any other, but only for what the public can see.
_WITH_STATUS = frozenset({Moderation.PUBLISHED})
_WRITTEN = (
    "status", "status_note", "sequence", "updated_at", "changed_at", "starts_at", "ends_at", "first_day",
    "last_day", "session_count", "announced", "postponed_from", "search_text",
)  # fmt: skip


@transaction.atomic
def set_status(
    *,
    event: Event,
    status: Status,
    by: User | None,
    note: str = "",
    new_sessions: Sequence[Span] | None = None,
) -> Event:
    """Say that a published event is cancelled, postponed, full, or takes place as announced. Idempotent.

    Postponed without new dates, the new date is to be set; with `new_sessions` it takes place then.
    SCHEDULED takes back the last word: new dates give way to those announced, but what was cancelled or full after
    it got new dates stands on them again. Page, feeds and calendars follow at once (SEQUENCE grows); co-organisers
    and region are told by mail. Raises as `checked_dates`; Conflict `event.not_published`. The caller has checked
    the right.
    """
    check_open(event.edition, Permission.OUTCOME_GIVE, clock.today())
    locked = _locked(event)
    before, dates = Status(locked.status), spans_of(locked)
    wanted, new_dates = _outcome(locked, status, dates, new_sessions)
    is_same_word = (locked.status, locked.status_note) == (wanted, note.strip())
    if is_same_word and new_dates == dates:
        return locked
    _set_dates(locked, wanted, dates, new_dates, by)
    locked.status, locked.status_note = wanted, note.strip()
    locked.sequence += 1
    locked.updated_at = clock.now()
    locked.save(update_fields=_WRITTEN)
    if new_dates != dates and max(len(dates), len(new_dates)) > 1:
        keep_dates(locked, new_dates)
    _record(locked, by, before, dates, new_dates)
    if (wanted, new_dates) != (before, dates):
        mail_status(locked, by=by, old_dates=dates)
    event.status, event.status_note = locked.status, locked.status_note
    return locked


def _locked(event: Event) -> Event:
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
    return locked


def _outcome(
    event: Event, status: Status, dates: list[Span], new_sessions: Sequence[Span] | None
) -> tuple[Status, list[Span]]:
    """Return the status and the dates that a wish amounts to."""
    if status == Status.POSTPONED and new_sessions:
        new_dates = checked_dates(new_sessions, event.zone)
        if new_dates == announced_dates(event):
            raise DomainError(
                "event.same_dates",
                _("These are the dates that were announced."),
                _("Give the new dates, or say that the event takes place as announced."),
            )
        return status, new_dates
    if status == Status.POSTPONED or (status == Status.SCHEDULED and event.status == Status.POSTPONED):
        return status, announced_dates(event)
    if status == Status.SCHEDULED and event.postponed_from is not None:
        return Status.POSTPONED, dates
    return status, dates


def _set_dates(
    event: Event, status: Status, dates: list[Span], new_dates: list[Span], by: User | None
) -> None:
    """Put the event on its new dates and remember those announced, or forget them once it stands on them again."""
    if new_dates == dates:
        return
    if new_dates == announced_dates(event):
        event.announced, event.postponed_from = [], None
    else:
        event.status = status
        keep_announced(event, dates)
        if by is None or not has_permission(by, Permission.EVENT_MODERATE, organisation=event.organisation):
            event.changed_at = clock.now()
    set_dates(event, new_dates)
    event.search_text = search_text_of(event, new_dates)


def _record(event: Event, by: User | None, before: Status, dates: list[Span], new_dates: list[Span]) -> None:
    """Tell the journal; new dates are told as a change, which the region reads among the others."""
    where = {"organisation_id": event.organisation_id, "edition_id": event.edition_id}
    data = {"from": before, "to": event.status, "note": event.status_note}
    record(by=by, verb="event.status_set", target=event, data=data, **where)
    if new_dates != dates:
        changed = {"sessions": (iso_of(dates), iso_of(new_dates))}
        record(by=by, verb="event.updated", target=event, data=changed, **where)
