"""Write what a source says: a new event, its changes, its status, and that it is gone. Nothing is ever published."""

from typing import Any

from django.db import transaction

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.imports.upstream.fields import Wish
from semainier.events.imports.upstream.memory import Said, remember
from semainier.events.models import Event, Moderation, Source, Status
from semainier.events.services.declare import create_event, update_event
from semainier.events.services.moderation import submit_event, withdraw_event
from semainier.events.services.status import set_status


@transaction.atomic
def write_new(
    *, wish: Wish, source: Source, edition: Edition, said: Said, is_ready: bool, by: User | None
) -> Event:
    """Write a draft with its source; submit it when it is ready."""
    assert wish.organisation is not None  # noqa: S101 -- refused before
    event = create_event(
        edition=edition,
        organisation=wish.organisation,
        by=by,
        sessions=[(span.start, span.end) for span in wish.dates],
        **confirmed(wish.fields),
    )
    event.source, event.source_uid = source, wish.incoming.uid
    event.save(update_fields=["source", "source_uid"])
    remember(event=event, said=said, by=by)
    if is_ready:
        submit_event(event=event, by=by)
    return event


@transaction.atomic
def write_change(
    *,
    event: Event,
    wish: Wish,
    fields: dict[str, Any],
    with_dates: bool,
    status: Status | None,
    said: Said,
    by: User | None,
) -> None:
    """Write what changed: words and dates as `update_event` does, then the status; an event that was gone is back.

    An event that the region has not published yet has no status to set: cancelled over there, it is withdrawn.
    """
    if fields or with_dates:
        sessions = [(span.start, span.end) for span in wish.dates] if with_dates else None
        update_event(event=event, by=by, sessions=sessions, **confirmed(fields))
    if status is not None and event.moderation == Moderation.PUBLISHED:
        set_status(event=event, status=status, by=by, note=event.status_note)
    elif status is not None:
        withdraw_event(event=event, by=by)
    if event.gone_at is not None:
        _set_gone(event, "event.back_in_source", by, is_gone=False)
    remember(event=event, said=said, by=by)


@transaction.atomic
def write_gone(*, event: Event, by: User | None) -> None:
    """Mark an event as gone from its source; it stays where it is."""
    _set_gone(event, "event.gone_from_source", by, is_gone=True)


def confirmed(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields to write; a point that the source gives is a place that somebody confirmed."""
    return fields | ({"place_confirmed_at": clock.now()} if "latitude" in fields else {})


def _set_gone(event: Event, verb: str, by: User | None, *, is_gone: bool) -> None:
    event.gone_at = clock.now() if is_gone else None
    event.save(update_fields=["gone_at"])
    record(by=by, verb=verb, target=event, organisation_id=event.organisation_id, edition_id=event.edition_id)
