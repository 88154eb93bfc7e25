"""Take a file or an agenda to import: check it, keep the report, apply it when the head says so."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import urlsplit

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.core.spreadsheets import ImportReport
from semainier.events.imports import import_events
from semainier.events.imports.upstream import (
    fetch_agenda,
    import_agenda,
    keep_source,
    kind_of,
    note_reading,
    source_for,
)
from semainier.events.models import SourceKind
from semainier.organisations.imports import import_organisations
from semainier.organisations.models import Organisation
from semainier.staff.models import ImportKind, ImportRun, RunState

if TYPE_CHECKING:
    from collections.abc import Callable

    AnyFile = File[Any]
else:
    AnyFile = File


class Applying(StrEnum):
    """What became of the wish to apply."""

    DONE = "done"
    ALREADY = "already"  # it was applied before: nothing was done
    OUTDATED = "outdated"  # the check says something else now: nothing was done, the new check is kept


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read for an edition: a file, or the agenda at an address; whose events an agenda tells."""

    file: AnyFile | None = None
    address: str = ""
    organisation: Organisation | None = None
    source_name: str = ""

    @property
    def name(self) -> str:
        """Return the name of the file, or the address without what follows its path: that may hold a key."""
        if self.file is not None:
            return (self.file.name or "")[-150:]
        parts = urlsplit(self.address)
        return f"{parts.netloc}{parts.path}".rstrip("/")[:150]

    def opened(self) -> AnyFile:
        """Return the file; the agenda is fetched, which raises DomainError `agenda.…`."""
        return self.file if self.file is not None else File(fetch_agenda(self.address), name=self.name)


def check_import(
    *, kind: ImportKind, edition: Edition | None, by: User | None, file: AnyFile | None = None, **asked: Any
) -> ImportRun:
    """Check a file, which writes nothing but this record; a bad one is kept as refused, with the reason.

    For events the file may be an agenda from elsewhere, or be given by its `address`: then `organisation` and
    `source_name` say whose it is, and the source is kept with the record. The caller has checked REGISTRY_MANAGE.
    """
    run = new_run(kind=kind, edition=edition, by=by, asked=Asked(file, **asked))
    keep_run(run=run, by=by)
    return run


def new_run(*, kind: ImportKind, edition: Edition | None, by: User | None, asked: Asked) -> ImportRun:
    """Check what is asked for; return the record, unsaved but for its file and its source."""
    run = ImportRun(
        kind=kind,
        edition=edition if kind == ImportKind.EVENTS else None,
        file_name=asked.name,
        uploaded_by=by,
        created_at=clock.now(),
    )
    try:
        file = asked.opened()
        run.source = _source(run, file, asked, by)
        keep_report(run, _read(run, cast("BinaryIO", file), by, apply=False))
        if run.source is not None:
            note_reading(source=keep_source(source=run.source, by=by))
        file.seek(0)
        run.file.save(run.file_name, file, save=False)
    except DomainError as error:
        run.state, run.error_code = RunState.REFUSED, error.code
        run.error = f"{error.message} {error.next_step}".strip()
        run.source = run.source if run.source is not None and run.source.pk else None
    return run


@transaction.atomic
def keep_run(*, run: ImportRun, by: User | None) -> None:
    """Save the record of a check, with its line in the journal."""
    run.save()
    counts = {str(verdict): number for verdict, number in run.counts.items()}
    data = {"kind": str(run.kind), "state": str(run.state), **counts}
    record(by=by, verb="import.checked", target=run, data=data, edition_id=run.edition_id)


@transaction.atomic
def apply_import(*, run: ImportRun, by: User) -> Applying:
    """Apply a checked file, all of it or nothing; the check is made again under a lock.

    When it no longer says the same, nothing is applied and the new check is kept for a person to read.
    A second call does nothing. The caller has checked REGISTRY_MANAGE.
    """
    related = ("edition", "source__edition", "source__organisation")
    locked = ImportRun.objects.select_for_update(of=("self",)).select_related(*related).get(pk=run.pk)
    if locked.state == RunState.APPLIED:
        return Applying.ALREADY
    _check_applicable(locked)
    checked = locked.report
    with locked.file.open("rb") as file, transaction.atomic():
        report = _read(locked, cast("BinaryIO", file), by, apply=True)
        is_current = report.agrees_with(checked)
        transaction.set_rollback(not is_current)
    keep_report(locked, report)
    if not is_current:
        locked.save()
        return Applying.OUTDATED
    locked.state, locked.applied_by, locked.applied_at = RunState.APPLIED, by, clock.now()
    locked.save()
    record(by=by, verb="import.applied", target=locked, edition_id=locked.edition_id)
    return Applying.DONE


def keep_report(run: ImportRun, report: ImportReport) -> None:
    """Put a report and its counts into the record, unsaved."""
    run.stored_report = report.as_json()
    for verdict, number in report.counts.items():
        setattr(run, verdict.value, number)


def _check_applicable(run: ImportRun) -> None:
    if run.state == RunState.REFUSED:
        raise Conflict("import.file_refused", _("This file was refused."), _("Correct it and send it again."))
    if not run.file:
        raise Conflict("import.forgotten", _("This file is no longer kept."), _("Send it again."))
    if run.source is None and run.kind == ImportKind.EVENTS:
        with run.file.open("rb") as file:
            if kind_of(cast("BinaryIO", file)) != SourceKind.SHEET:
                raise Conflict("import.source_forgotten", _("The source was forgotten."), _("Send it again."))


def _source(run: ImportRun, file: AnyFile, asked: Asked, by: User | None) -> Any:
    """Return the source that an agenda belongs to, None for a spreadsheet; a new one is not saved yet."""
    kind = kind_of(cast("BinaryIO", file))
    if run.kind != ImportKind.EVENTS or (kind == SourceKind.SHEET and not asked.address):
        return None
    return source_for(
        edition=cast("Edition", run.edition),
        kind=kind,
        name=asked.source_name or (asked.name if asked.address else PurePath(asked.name).stem),
        url=asked.address,
        organisation=asked.organisation,
        by=by,
    )


def _read(run: ImportRun, file: BinaryIO, by: User | None, *, apply: bool) -> ImportReport:
    if run.source is not None:
        return import_agenda(file=file, source=run.source, by=by, apply=apply)
    readers: dict[str, Callable[[], ImportReport]] = {
        ImportKind.ORGANISATIONS: lambda: import_organisations(file=file, by=cast("User", by), apply=apply),
        ImportKind.EVENTS: lambda: import_events(
            file=file, edition=cast("Edition", run.edition), by=by, apply=apply
        ),
    }
    return readers[run.kind]()
