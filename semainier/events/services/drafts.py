"""Keep a draft while it is typed: created once, then saved again and again, with few lines in the journal."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.queries import history_of
from semainier.audit.services import fold
from semainier.campaigns.models import Edition
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import create_event, set_co_organisers, update_event
from semainier.organisations.models import Organisation

TYPED_IN = frozenset({Moderation.DRAFT, Moderation.CHANGES_REQUESTED})
Partners = Sequence[Organisation] | None
ONE_LINE = dt.timedelta(minutes=10)
KEY_KEPT = 3600  # seconds


@transaction.atomic
def save_typed(
    *, event: Event, by: User, seen_at: dt.datetime | None, partners: Partners, fields: dict[str, Any]
) -> None:
    """Save what is typed in a draft, as `update_event`; its changes are one line of the journal in ten minutes.

    Raises Conflict `event.not_typed_in` for what is handed in, and as `update_event`; a stamp is needed.
    """
    state = Event.objects.select_for_update().values_list("moderation", flat=True).get(pk=event.pk)
    if state not in TYPED_IN:
        raise Conflict(
            "event.not_typed_in",
            _("This event is no draft any more: what you type is not saved by itself."),
            _("Use the button below the form."),
        )
    if seen_at is None:
        raise Conflict(
            "event.changed_meanwhile",
            _("Somebody else has changed this event meanwhile."),
            _("Compare both versions and choose."),
        )
    if update_event(event=event, by=by, seen_at=seen_at, **fields):
        fold(history_of(event)[0], within=ONE_LINE)
    if partners is not None:
        set_co_organisers(event=event, organisations=partners, by=by)


def create_typed(
    *,
    edition: Edition,
    organisation: Organisation,
    by: User,
    key: str,
    partners: Partners,
    fields: dict[str, Any],
) -> UUID:
    """Create the draft of what is typed; return its identifier. `key` is that of the page.

    The same key of the same person within an hour gives the same draft. Raises DomainError (422) `event.untitled`
    without a title, Conflict `event.being_saved` while the first sending is on its way, and as `create_event`.
    """
    if not fields.get("title"):
        raise DomainError("event.untitled", _("A draft needs a title."), _("Give it one."))
    place = f"events.typed:{by.pk}:{organisation.pk}:{edition.pk}:{key}"
    if not cache.add(place, "", KEY_KEPT):
        if known := cache.get(place):
            return UUID(known)
        raise Conflict("event.being_saved", _("The draft is being saved."), _("Wait a moment."))
    try:
        uid = _create(edition, organisation, by, partners, fields)
    except Exception:
        cache.delete(place)
        raise
    cache.set(place, str(uid), KEY_KEPT)
    return uid


@transaction.atomic
def _create(
    edition: Edition, organisation: Organisation, by: User, partners: Partners, fields: dict[str, Any]
) -> UUID:
    event = create_event(edition=edition, organisation=organisation, by=by, **fields)
    set_co_organisers(event=event, organisations=partners or (), by=by)
    return event.uid
