"""What a line would change in an event, and why it may not."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from semainier.events.imports.columns import COLUMN_OF
from semainier.events.imports.reading import SAME_POINT, Wanted
from semainier.events.models import Event, Moderation, Precision, Status
from semainier.events.services.declare import MEMBERS_MAY_EDIT
from semainier.events.vocabulary import ADMISSIONS, AUDIENCES, KINDS, STATUSES, word_of

_WORDS: dict[str, Any] = {
    "kind": KINDS,
    "audience": AUDIENCES,
    "admission": ADMISSIONS,
    "status": STATUSES,
}
_POINT = frozenset({"latitude", "longitude", "precision"})
_FOUND_PLACE = frozenset({"commune", "department"})


def new_fields(wanted: Wanted, event: Event) -> dict[str, Any]:
    """Return the fields of the line that say something else than the event, whatever the spelling."""
    left_out: set[str] = set()
    if _is_same_point(wanted.fields, event):
        left_out |= _POINT
    same_words = (wanted.fields.get("city"), wanted.fields.get("postcode")) == (event.city, event.postcode)
    if same_words and not wanted.cells.is_given("code_insee"):
        left_out |= _FOUND_PLACE  # found by its name alone: the event keeps the place that a person chose
    fields = {name: value for name, value in wanted.fields.items() if name not in left_out}
    new = {name: value for name, value in fields.items() if not _is_same(getattr(event, name), value)}
    if "commune" in new and "latitude" not in new:
        new["precision"] = Precision.DEPARTMENT  # the point of the old place goes
    return new


def readable_changes(fields: dict[str, Any], event: Event) -> dict[str, tuple[str, str]]:
    """Return old and new value of the new fields, by column, in the words of the file."""
    return {
        COLUMN_OF[name]: (_readable(name, getattr(event, name), event), _readable(name, value, event))
        for name, value in fields.items()
        if name in COLUMN_OF
    }


def check_complete(wanted: Wanted) -> None:
    """Refuse a new event without key, organiser or title; what is wrong there is already said."""
    told = {problem.column for problem in wanted.cells.problems}
    needed = {
        "identifiant": (wanted.identifier, _("Give each event an identifier of your own.")),
        "organisme_siren": (wanted.organisation, _("Give the SIREN of the organiser.")),
        "titre": (wanted.fields.get("title"), _("Give the event a title.")),
    }
    for column, (value, reason) in needed.items():
        if not value and column not in told:
            wanted.cells.refuse(column, "import.required", reason)
    if wanted.fields.get("status", Status.SCHEDULED) != Status.SCHEDULED:
        _refuse_status(wanted)


def check_changeable(wanted: Wanted, event: Event, changes: dict[str, tuple[str, str]]) -> None:
    """Refuse another organiser, a status that nobody can see, a change in a state that allows none."""
    if wanted.organisation is not None and wanted.organisation.pk != event.organisation_id:
        reason = _("This event is one of %(name)s: its organiser does not change.")
        reason %= {"name": event.organisation.name}
        wanted.cells.refuse("organisme_siren", "import.organiser_changed", reason)
    if changes and event.moderation not in MEMBERS_MAY_EDIT:
        reason = _("An event that is “%(state)s” cannot be changed.") % {
            "state": event.get_moderation_display()
        }
        wanted.cells.refuse("", "event.wrong_state", reason)
    elif "statut" in changes and event.moderation != Moderation.PUBLISHED:
        _refuse_status(wanted)


def _refuse_status(wanted: Wanted) -> None:
    reason = _("Only a published event can be cancelled, postponed or full.")
    wanted.cells.refuse("statut", "event.not_published", reason)


def _is_same_point(fields: dict[str, Any], event: Event) -> bool:
    if event.latitude is None or event.longitude is None or "latitude" not in fields:
        return False
    distances = (abs(fields["latitude"] - event.latitude), abs(fields["longitude"] - event.longitude))
    return bool(max(distances) < SAME_POINT)


def _is_same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):  # a workbook keeps no carriage returns
        return old.replace("\r\n", "\n") == new.replace("\r\n", "\n")
    return bool(old == new)


def _readable(name: str, value: Any, event: Event) -> str:
    if value is None:
        return ""
    if name in _WORDS:
        return word_of(_WORDS[name], value)
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(event.tz):%d/%m/%Y %H:%M}"
    return str(getattr(value, "slug", getattr(value, "pk", value)))
