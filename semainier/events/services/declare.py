"""Write an event: a draft, its changes, its place. What is worked out of the input is worked out here.

Its dates are given as `starts_at` and `ends_at`, or as `sessions`: a list of (beginning, end), one or several.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.permissions import Permission
from semainier.core.search import normalise
from semainier.core.words import day_words
from semainier.events.models import Event, Mode, Moderation, Precision
from semainier.events.queries.dates import Span, iso_of, spans_of
from semainier.events.services.sessions import keep_announced, keep_dates, set_dates, wanted_dates
from semainier.organisations.models import Organisation
from semainier.territories.queries import region_of, zone_of

# What a form or an import may set; states have their own services.
EDITABLE = frozenset(
    {
        "title", "description", "theme", "kind", "starts_at", "ends_at", "audience", "admission", "booking_url",
        "contact_email", "venue", "address", "postcode", "city", "commune", "department", "latitude", "longitude",
        "precision", "place_confirmed_at", "picture", "picture_alt", "picture_credit", "picture_rights", "external_id",
        "mode", "online_url", "accessibility", "price", "condition_a_met", "condition_b_met",
    }
)  # fmt: skip
# A change of one of these after publication is shown to the region, and calendars take it over.
WATCHED = frozenset(
    {
        "title", "description", "starts_at", "ends_at", "sessions", "venue", "address", "city", "commune",
        "department",
    }
)  # fmt: skip
MEMBERS_MAY_EDIT = frozenset(
    {Moderation.DRAFT, Moderation.CHANGES_REQUESTED, Moderation.SUBMITTED, Moderation.PUBLISHED}
)


@transaction.atomic
def create_event(
    *,
    edition: Edition,
    organisation: Organisation,
    by: User | None,
    sessions: Sequence[Span] | None = None,
    **fields: Any,
) -> Event:
    """Write the draft of an event. The caller has checked EVENT_DECLARE; the phase is checked here.

    Raises DomainError (422) for dates that do not hold: see services/sessions.py.
    """
    check_open(edition, Permission.EVENT_DECLARE, clock.today())
    if organisation.is_archived:
        raise Conflict(
            "organisation.archived",
            _("%(name)s is archived.") % {"name": organisation.name},
            _("Write to the head office."),
        )
    event = Event(
        edition=edition,
        organisation=organisation,
        created_by=by,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    dates = _assign(event, fields, sessions)
    event.slug = free_slug(edition, event.title)
    event.save()
    if event.session_count > 1:
        keep_dates(event, dates)
    record(by=by, verb="event.created", target=event, organisation_id=organisation.pk, edition_id=edition.pk)
    return event


@transaction.atomic
def update_event(
    *,
    event: Event,
    by: User | None,
    seen_at: dt.datetime | None = None,
    sessions: Sequence[Span] | None = None,
    **fields: Any,
) -> dict[str, tuple[str, str]]:
    """Change an event; return old and new value of each field that really changed.

    A published event stays online; a change of day, place or text marks it for the region to read again.
    With `seen_at`, the `updated_at` that the person had before her, a change made meanwhile raises
    Conflict `event.changed_meanwhile`. The event is read again under the lock. Several dates are one field,
    `sessions`; raises as `create_event`, and Conflict `event.several_dates`.
    """
    _lock(event)
    check_editable(event)
    if seen_at is not None and event.updated_at != seen_at:
        raise Conflict(
            "event.changed_meanwhile",
            _("Somebody else has changed this event meanwhile."),
            _("Compare both versions and choose."),
        )
    before = {name: getattr(event, name) for name in EDITABLE}
    dates, zone = spans_of(event), event.zone
    new_dates = _assign(event, fields, sessions)
    changed = _changed(event, before, dates, new_dates)
    if not changed:
        return {}
    event.updated_at = clock.now()
    if new_dates != dates:
        keep_announced(event, dates)
    if event.moderation == Moderation.PUBLISHED:
        check_complete(event)
        event.sequence += 1
        if WATCHED & changed.keys():
            event.changed_at = clock.now()
    event.save()
    if (new_dates, event.zone) != (dates, zone) and max(len(dates), len(new_dates)) > 1:
        keep_dates(event, new_dates)
    if "picture" in changed:
        _forget_file(before["picture"])
    record(
        by=by,
        verb="event.updated",
        target=event,
        data=changed,
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )
    return changed


def check_editable(event: Event) -> None:
    """Raise with the reason when the phase or the state of an event keeps its words from being changed (409)."""
    check_open(event.edition, Permission.EVENT_MODERATE, clock.today())
    if event.moderation not in MEMBERS_MAY_EDIT:
        raise Conflict(
            "event.wrong_state",
            _("An event that is “%(state)s” cannot be changed.") % {"state": event.get_moderation_display()},
            _("Take it up again first."),
        )


@transaction.atomic
def delete_draft(*, event: Event, by: User) -> None:
    """Remove a draft that nobody else has seen; any other state is withdrawn, not deleted (409)."""
    _lock(event)
    if event.is_proposal:
        raise Conflict(
            "event.is_proposal",
            _("Your region has prepared this event and waits for your answer."),
            _("Decline it: the region is told."),
        )
    if event.moderation != Moderation.DRAFT or event.submitted_at is not None:
        raise Conflict(
            "event.not_a_draft",
            _("Only a draft that was never submitted can be deleted."),
            _("Withdraw the event instead."),
        )
    record(
        by=by,
        verb="event.deleted",
        target=event,
        organisation_id=event.organisation_id,
        edition_id=event.edition_id,
    )
    _forget_file(event.picture)
    event.delete()


@transaction.atomic
def set_co_organisers(*, event: Event, organisations: Sequence[Organisation], by: User | None) -> None:
    """Name the organisations that take part beside the lead; figures count them apart, never in a sum. Idempotent."""
    wanted = [o for o in organisations if o.pk != event.organisation_id]
    if {o.pk for o in wanted} == set(event.co_organisers.values_list("pk", flat=True)):
        return
    event.co_organisers.set(wanted)
    record(
        by=by,
        verb="event.co_organisers_set",
        target=event,
        data={"organisations": [o.pk for o in organisations]},
    )


def missing_parts(event: Event, *, but_confirmation: bool = False) -> list[str]:
    """Return what an event still needs before it can be submitted, in words. No query.

    With `but_confirmation` a place that is known but not confirmed yet is not missing: the last step confirms it.
    """
    needs = {
        _("a title"): event.title,
        _("a theme"): event.theme_id,
        _("a day and hours"): event.starts_at and event.ends_at,
        _("a short text"): event.description,
        _("a town"): event.city or event.mode == Mode.ONLINE,
        _("a place that you have confirmed"): event.department_id
        and (but_confirmation or event.place_confirmed_at or event.mode == Mode.ONLINE),
        _("the link to follow it online"): event.mode == Mode.ON_SITE or event.online_url,
        _("what the edition asks of every event"): _meets_conditions(event),
        _("what the picture shows, its credit and the right of use"): not event.picture
        or (event.picture_alt and event.picture_credit and event.picture_rights),
    }
    return [words for words, present in needs.items() if not present]


def _meets_conditions(event: Event) -> bool:
    """Whether the member has said yes to each condition that the edition sets."""
    edition = event.edition
    return (not edition.condition_a or event.condition_a_met) and (
        not edition.condition_b or event.condition_b_met
    )


def check_complete(event: Event, *, but_confirmation: bool = False) -> None:
    """Raise with the list of what is missing (422), as `missing_parts` tells it."""
    if missing := missing_parts(event, but_confirmation=but_confirmation):
        raise DomainError(
            "event.incomplete",
            _("The event still needs: %(parts)s.") % {"parts": ", ".join(missing)},
            _("Complete the form, then submit."),
        )


def free_slug(edition: Edition, title: str) -> str:
    """Return an address made of the title that is free in the edition. One query, two when the title is taken."""
    base = slugify(title)[:70] or "evenement"
    if not Event.objects.filter(
        edition=edition, slug=base
    ).exists():  # by its index; a prefix reads all slugs
        return base
    taken = set(Event.objects.filter(edition=edition, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def _lock(event: Event) -> None:
    """Lock the row and read it again, with what it points at: what the caller holds may be old. One query."""
    related = ("edition", "organisation", "theme", "commune", "department", "region")
    rows = Event.objects.select_for_update(of=("self",)).select_related(*related)
    event.refresh_from_db(from_queryset=rows)


def _forget_file(file: FieldFile) -> None:
    """Remove a file once the change is kept: a picture that was replaced is not kept for anyone."""
    if file.name:
        transaction.on_commit(partial(file.storage.delete, file.name))


def _assign(event: Event, fields: dict[str, Any], sessions: Sequence[Span] | None) -> list[Span]:
    """Set the fields and what is worked out of them; return the dates, whose rows are written after the event."""
    if unknown := fields.keys() - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    before = spans_of(event)
    for name, value in fields.items():
        setattr(event, name, value)
    _work_out_place(event)
    dates = wanted_dates(event, before, fields, sessions)
    if sessions is not None and not dates:
        event.starts_at = event.ends_at = None
    set_dates(event, dates)
    event.search_text = search_text_of(event, dates)
    return dates


def _changed(
    event: Event, before: dict[str, Any], dates: list[Span], new_dates: list[Span]
) -> dict[str, tuple[str, str]]:
    """Return old and new value of what differs; lists of several dates as one field, ISO 8601."""
    changed = {
        name: (_readable(old), _readable(getattr(event, name)))
        for name, old in before.items()
        if old != getattr(event, name)
    }
    if dates != new_dates and max(len(dates), len(new_dates)) > 1:
        changed["sessions"] = (iso_of(dates), iso_of(new_dates))
    return changed


def _work_out_place(event: Event) -> None:
    """Derive region, zone and point from commune and department. At most one query."""
    if event.commune is not None:
        event.department_id = event.department_id or event.commune.department_id
    if event.department_id is None:
        event.region, event.precision = None, Precision.DEPARTMENT
        return
    event.zone = str(zone_of(event.department_id))
    event.region = region_of(event.department_id, event.edition.starts_on)
    if event.precision == Precision.EXACT and event.latitude is not None:
        return
    centre = event.commune
    if centre is not None and centre.latitude is not None and centre.longitude is not None:
        event.latitude, event.longitude, event.precision = (
            float(centre.latitude),
            float(centre.longitude),
            Precision.COMMUNE,
        )
    else:
        event.latitude = event.longitude = None
        event.precision = Precision.DEPARTMENT


def search_text_of(event: Event, dates: Sequence[Span] | None = None) -> str:
    """Return what search reads of an event, the days on which it begins among it. Queries as `dates_of`."""
    organisation = event.organisation
    own = [event.title, event.description, event.venue, event.city, event.postcode]
    begins = [starts_at for starts_at, _end in (spans_of(event) if dates is None else dates)]
    with override("fr"):
        days = dict.fromkeys(day_words(moment.astimezone(event.tz).date()) for moment in begins)
    return normalise(" ".join([*own, organisation.name, organisation.legal_name, *days]))


def _readable(value: Any) -> str:
    return "" if value is None else str(value)
