"""Check a file of events, and apply it: a verdict per line."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.batches import batched
from semainier.core.errors import DomainError
from semainier.core.permissions import Permission
from semainier.core.spreadsheets import ImportReport, RowVerdict, Table, Verdict
from semainier.events.imports.columns import COLUMNS
from semainier.events.imports.differences import (
    check_changeable,
    check_complete,
    new_fields,
    readable_changes,
)
from semainier.events.imports.reading import Wanted, read_hours, read_line
from semainier.events.imports.vocabulary import Vocabulary
from semainier.events.models import Event
from semainier.events.services.declare import create_event, missing_parts, update_event
from semainier.events.services.moderation import submit_event
from semainier.events.services.status import set_status
from semainier.organisations.models import Organisation

BATCH = 500


def import_events(*, file: BinaryIO, edition: Edition, by: User | None, apply: bool = False) -> ImportReport:
    """Say what the file would do to the events of an edition; with `apply` do it in one transaction.

    An event is known by its `identifiant`: the sender's own, or the one that our exports give. A new event
    is a draft; it is submitted when its organiser has joined, nothing is missing and the file places it on
    the map; nothing is ever published. An empty cell leaves what is stored; a second run changes nothing.
    A bad file raises DomainError `spreadsheet.…`, a bad line is refused alone. The caller has checked
    REGISTRY_MANAGE.
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
    for batch in batched(table, BATCH):
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
    check_complete(wanted)
    organisation, fields = wanted.organisation, dict(wanted.fields)
    if wanted.cells.problems or organisation is None:
        return _refusal(wanted)
    fields.pop("status", None)
    if "latitude" in fields:
        fields["place_confirmed_at"] = clock.now()
    missing = missing_parts(Event(edition=edition, organisation=organisation, **fields))
    is_ready = not missing and organisation.pk in words.committed
    try:
        check_open(edition, Permission.EVENT_DECLARE, clock.today())
        if apply:
            fields["external_id"] = wanted.identifier
            event = create_event(edition=edition, organisation=organisation, by=by, **fields)
            if is_ready:
                submit_event(event=event, by=by)
    except DomainError as error:
        return _refusal(wanted, error)
    note = _("Submitted to the region.") if is_ready else _why_a_draft(organisation, missing)
    return RowVerdict(wanted.cells.line.number, Verdict.CREATED, wanted.label, note=note)


def _why_a_draft(organisation: Organisation, missing: list[str]) -> str:
    if missing:
        return _("Draft: it still needs %(parts)s.") % {"parts": ", ".join(missing)}
    return _("Draft: %(name)s has not joined yet.") % {"name": organisation.name}


def _update(wanted: Wanted, event: Event, by: User | None, *, apply: bool) -> RowVerdict:
    fields = new_fields(wanted, event)
    changes = readable_changes(fields, event)
    check_changeable(wanted, event, changes)
    if wanted.cells.problems:
        return _refusal(wanted)
    if changes and apply:
        try:
            _write(event, fields, by)
        except DomainError as error:
            return _refusal(wanted, error)
    verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    return RowVerdict(wanted.cells.line.number, verdict, wanted.label, changes)


@transaction.atomic
def _write(event: Event, fields: dict[str, Any], by: User | None) -> None:
    status = fields.pop("status", event.status)
    if "latitude" in fields:
        fields["place_confirmed_at"] = clock.now()
    update_event(event=event, by=by, **fields)
    if status != event.status:
        set_status(event=event, status=status, by=by, note=event.status_note)


def _refusal(wanted: Wanted, error: DomainError | None = None) -> RowVerdict:
    if error is not None:
        wanted.cells.refuse("", error.code, f"{error.message} {error.next_step}".strip())
    line = wanted.cells.line
    problems = tuple(wanted.cells.problems)
    return RowVerdict(line.number, Verdict.REFUSED, wanted.label, problems=problems, cells=line.cells)
