"""Take up an event of an earlier edition again: everything is copied, the dates move to the new week."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core.errors import Conflict
from semainier.events.models import Event
from semainier.events.queries.dates import Span, spans_of
from semainier.events.services.declare import EDITABLE, create_event, set_co_organisers

# What belongs to one edition only: its dates, an address where people registered then, answers about its themes.
NOT_CARRIED = frozenset(
    {
        "starts_at", "ends_at", "theme", "picture", "external_id", "booking_url", "online_url",
        "condition_a_met", "condition_b_met",
    }
)  # fmt: skip
WEEK = 7


@transaction.atomic
def carry_event(*, event: Event, edition: Edition, by: User, sessions: Sequence[Span]) -> tuple[Event, bool]:
    """Declare an event of an earlier edition again, as a draft; return it, and whether it is new.

    Done before, it returns what was made then. Text, place, picture (a copy of its file), co-organisers, kind and
    access are taken over, the theme where the edition has one of the same slug. Raises Conflict
    `event.not_earlier`, and as `create_event`. The caller has checked EVENT_DECLARE.
    """
    source = (
        Event.objects.select_for_update(of=("self",))
        .select_related("edition", "organisation", "theme", "commune", "department")
        .get(pk=event.pk)
    )
    if source.edition.campaign_id != edition.campaign_id or source.edition.starts_on >= edition.starts_on:
        raise Conflict(
            "event.not_earlier",
            _("“%(title)s” is not an event of an edition before %(edition)s.")
            % {"title": source.title, "edition": edition.name},
            _("Choose an event of an earlier edition."),
        )
    if (made := carried_into(source, edition)) is not None:
        return made, False
    made = create_event(
        edition=edition,
        organisation=source.organisation,
        by=by,
        sessions=sessions,
        **_copied(source, edition),
    )
    made.carried_from = source
    made.save(update_fields=["carried_from"])
    partners = list(source.co_organisers.filter(archived_at__isnull=True))
    if partners:
        set_co_organisers(event=made, organisations=partners, by=by)
    record(
        by=by,
        verb="event.carried_over",
        target=made,
        data={"from": str(source.uid)},
        organisation_id=made.organisation_id,
        edition_id=edition.pk,
    )
    return made, True


def carried_into(event: Event, edition: Edition) -> Event | None:
    """Return the event of an edition that takes this one up again, None while none does. One query."""
    return Event.objects.filter(carried_from=event, edition=edition).order_by("pk").first()


def shifted_dates(event: Event, edition: Edition) -> list[Span]:
    """Return the dates of an event moved by whole weeks into another edition: same weekdays, same hours of the place.

    The week is the one that puts the first date as far into the edition as it was into its own. Queries as `spans_of`.
    """
    spans = spans_of(event)
    if not spans or event.first_day is None:
        return []
    weeks = dt.timedelta(days=_shift(event.first_day, event.edition, edition))
    return [(_moved(first, weeks, event.tz), _moved(last, weeks, event.tz)) for first, last in spans]


def _shift(day: dt.date, old: Edition, new: Edition) -> int:
    """Return how many days, a multiple of seven, bring the day nearest to its place in the new edition, inside it if any."""
    wanted = (new.starts_on - old.starts_on).days
    nearest = round(wanted / WEEK) * WEEK
    choices = [nearest - WEEK, nearest, nearest + WEEK]
    was_inside = old.starts_on <= day <= old.ends_on
    inside = [n for n in choices if new.starts_on <= day + dt.timedelta(days=n) <= new.ends_on]
    return min((was_inside and inside) or choices, key=lambda n: (abs(n - wanted), n))


def _moved(moment: dt.datetime, by: dt.timedelta, zone: ZoneInfo) -> dt.datetime:
    """Return the same hour on another day, by the clock of the place."""
    return (moment.astimezone(zone).replace(fold=0) + by).astimezone(dt.UTC).astimezone(zone)


def _copied(source: Event, edition: Edition) -> dict[str, Any]:
    """Return the fields of the new event."""
    fields = {name: getattr(source, name) for name in EDITABLE - NOT_CARRIED}
    slug = source.theme.slug if source.theme else ""
    fields["theme"] = edition.themes.filter(slug=slug).first()
    if picture := _copy_of(source.picture):
        fields["picture"] = picture
    else:
        fields |= {"picture_alt": "", "picture_credit": "", "picture_rights": False}
    return fields


def _copy_of(file: FieldFile) -> "ContentFile[bytes] | None":
    """Return a file of its own: who replaces the picture this year leaves that of last year alone."""
    if not file.name or not file.storage.exists(file.name):
        return None
    with file.storage.open(file.name) as stored:
        return ContentFile(stored.read(), name=file.name.rpartition("/")[2])
