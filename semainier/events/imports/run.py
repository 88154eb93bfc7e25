"""Check a file of events, and apply it: a verdict per line."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.core.permissions import Permission
from semainier.core.spreadsheets import ImportReport, RowVerdict, Table, Verdict
from semainier.events.imports.columns import COLUMN_OF, COLUMNS
from semainier.events.imports.reading import Wanted, is_same_point, read_hours, read_line
from semainier.events.imports.vocabulary import Vocabulary
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import MEMBERS_MAY_EDIT, create_event, missing_parts, update_event
from semainier.events.services.moderation import submit_event
from semainier.events.services.status import set_status

BATCH = 500


def import_events(*, file: BinaryIO, edition: Edition, by: User | None, apply: bool = False) -> ImportReport:
    """Say what the file would do to the events of an edition; with `apply` do it in one transaction.

    An event is known by its `identifiant`: the sender's own, or the one that our exports give. A new event is a
    draft; it is submitted when its organiser has joined, nothing is missing and the file places it on the map.
    An empty cell leaves what is stored; a second run changes nothing. A bad file raises DomainError
    `spreadsheet.…`, a bad line is refused alone. The caller has checked REGISTRY_MANAGE.
    """
    check_open(edition, Permission.EVENT_MODERATE, clock.today())
    table = Table(file, COLUMNS)
    report = ImportReport(applied=apply, unknown_columns=table.header.unknown)
    if not apply:
        report.rows += _verdicts(table, edition, by, apply=False)
        return report
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)  # two imports wait for each other
        report.rows += _verdicts(table, locked, by, apply=True)
        counts = {str(verdict): number for verdict, number in report.counts.items()}
        record(by=by, verb="events.imported", target=locked, data=counts, edition_id=locked.pk)
    return report


def _verdicts(table: Table, edition: Edition, by: User | None, *, apply: bool) -> Iterator[RowVerdict]:
    words = Vocabulary(edition)
    count = Counter(line.cells.get("identifiant", "") for line in table)
    lines = iter(table)
    while batch := list(islice(lines, BATCH)):
        words.load(batch)
        wanted = [read_line(line, words) for line in batch]
        stored = _stored(edition, [one.identifier for one in wanted])
        for one in wanted:
            event = stored.get(one.identifier)
            read_hours(one, event, words)
            if one.identifier and count[one.identifier] > 1:
                reason = _("Another line of the file has the same identifier: keep one of them.")
                one.cells.refuse("identifiant", "import.twice", reason)
            if event is None:
                yield _create(one, edition, words, by, apply=apply)
            else:
                yield _update(one, event, by, apply=apply)


def _stored(edition: Edition, identifiers: list[str]) -> dict[str, Event]:
    """Return the events that the lines name, by the sender's identifier or by ours. Two queries."""
    events = Event.objects.filter(edition=edition).select_related(
        "edition", "organisation", "theme", "commune", "department", "region"
    )
    found = {str(event.uid): event for event in events.filter(uid__in=filter(None, map(_uid, identifiers)))}
    return found | {
        event.external_id: event for event in events.filter(external_id__in=filter(None, identifiers))
    }


def _uid(identifier: str) -> UUID | None:
    try:
        return UUID(identifier)
    except ValueError:
        return None


def _create(
    wanted: Wanted, edition: Edition, words: Vocabulary, by: User | None, *, apply: bool
) -> RowVerdict:
    _check_complete(wanted)
    organisation, fields = wanted.organisation, dict(wanted.fields)
    if wanted.cells.problems or organisation is None:
        return _refusal(wanted)
    fields.pop("status", None)
    if "latitude" in fields:
        fields["place_confirmed_at"] = clock.now()
    try:
        check_open(edition, Permission.EVENT_DECLARE, clock.today())
        missing = missing_parts(Event(edition=edition, organisation=organisation, **fields))
        is_ready = not missing and organisation.pk in words.committed
        if apply:
            values = {**fields, "external_id": wanted.identifier}
            event = create_event(edition=edition, organisation=organisation, by=by, **values)
            if is_ready:
                submit_event(event=event, by=by)
    except DomainError as error:
        return _refusal(wanted, error)
    if is_ready:
        note = _("Submitted to the region.")
    elif missing:
        note = _("Draft: it still needs %(parts)s.") % {"parts": ", ".join(missing)}
    else:
        note = _("Draft: %(name)s has not joined yet.") % {"name": organisation.name}
    return RowVerdict(wanted.cells.line.number, Verdict.CREATED, wanted.label, note=note)


def _check_complete(wanted: Wanted) -> None:
    """A new event needs a key, an organiser and a title; what is wrong there is already said."""
    told = {problem.column for problem in wanted.cells.problems}
    needed = {
        "identifiant": (wanted.identifier, _("Give each event an identifier of your own.")),
        "organisme_siren": (wanted.organisation, _("Give the SIREN of the organiser.")),
        "titre": (wanted.fields.get("title"), _("Give the event a title.")),
    }
    for column, (value, reason) in needed.items():
        if not value and column not in told:
            wanted.cells.refuse(column, "import.required", reason)
    if wanted.fields.get("status", "scheduled") != "scheduled":
        _refuse_status(wanted)


def _update(wanted: Wanted, event: Event, by: User | None, *, apply: bool) -> RowVerdict:
    if wanted.organisation is not None and wanted.organisation.pk != event.organisation_id:
        reason = _("This event is one of %(name)s: its organiser does not change.")
        reason %= {"name": event.organisation.name}
        wanted.cells.refuse("organisme_siren", "import.organiser_changed", reason)
    fields = dict(wanted.fields)
    if is_same_point(wanted, event):
        fields = {name: value for name, value in fields.items() if name not in _POINT}
    changes = _changes(event, fields)
    _check_changeable(wanted, event, changes)
    if wanted.cells.problems:
        return _refusal(wanted)
    if changes and apply:
        try:
            _write(event, fields, by)
        except DomainError as error:
            return _refusal(wanted, error)
    verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    return RowVerdict(wanted.cells.line.number, verdict, wanted.label, changes)


_POINT = frozenset({"latitude", "longitude", "precision"})


@transaction.atomic
def _write(event: Event, fields: dict[str, Any], by: User | None) -> None:
    status = fields.pop("status", event.status)
    if "latitude" in fields:
        fields["place_confirmed_at"] = clock.now()
    update_event(event=event, by=by, **fields)
    if status != event.status:
        set_status(event=event, status=status, by=by, note=event.status_note)


def _check_changeable(wanted: Wanted, event: Event, changes: dict[str, tuple[str, str]]) -> None:
    if "statut" in changes and event.moderation != Moderation.PUBLISHED:
        _refuse_status(wanted)
    if changes and event.moderation not in MEMBERS_MAY_EDIT:
        reason = _("An event that is “%(state)s” cannot be changed.") % {
            "state": event.get_moderation_display()
        }
        wanted.cells.refuse("", "event.wrong_state", reason)


def _refuse_status(wanted: Wanted) -> None:
    reason = _("Only a published event can be cancelled, postponed or full.")
    wanted.cells.refuse("statut", "event.not_published", reason)


def _changes(event: Event, fields: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        COLUMN_OF[name]: (_readable(getattr(event, name), event), _readable(value, event))
        for name, value in fields.items()
        if name in COLUMN_OF and getattr(event, name) != value
    }


def _readable(value: Any, event: Event) -> str:
    if value is None:
        return ""
    if hasattr(value, "astimezone"):
        return f"{value.astimezone(event.tz):%d/%m/%Y %H:%M}"
    if hasattr(value, "label"):
        return str(value.label)
    return str(getattr(value, "slug", getattr(value, "pk", value)))


def _refusal(wanted: Wanted, error: DomainError | None = None) -> RowVerdict:
    if error is not None:
        wanted.cells.refuse("", error.code, f"{error.message} {error.next_step}".strip())
    line = wanted.cells.line
    problems = tuple(wanted.cells.problems)
    return RowVerdict(line.number, Verdict.REFUSED, wanted.label, problems=problems, cells=line.cells)
