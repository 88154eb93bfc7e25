"""Take a file to import: check it, keep the report, apply it when the head says so."""

from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, cast

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
from semainier.organisations.imports import import_organisations
from semainier.staff.models import ImportKind, ImportRun, RunState

if TYPE_CHECKING:
    from collections.abc import Callable


class Applying(StrEnum):
    """What became of the wish to apply."""

    DONE = "done"
    ALREADY = "already"  # it was applied before: nothing was done
    OUTDATED = "outdated"  # the check says something else now: nothing was done, the new check is kept


def check_import(*, kind: ImportKind, edition: Edition | None, file: File, by: User) -> ImportRun:  # type: ignore[type-arg]
    """Check a file, which writes nothing but this record; a bad one is kept as refused, with the reason.

    The caller has checked REGISTRY_MANAGE.
    """
    run = ImportRun(
        kind=kind,
        edition=edition if kind == ImportKind.EVENTS else None,
        file_name=(file.name or "")[-150:],
        uploaded_by=by,
        created_at=clock.now(),
    )
    try:
        keep_report(run, _read(run, cast("BinaryIO", file), by, apply=False))
        file.seek(0)
        run.file.save(run.file_name, file, save=False)
    except DomainError as error:
        run.state, run.error_code = RunState.REFUSED, error.code
        run.error = f"{error.message} {error.next_step}".strip()
    with transaction.atomic():
        run.save()
        counts = {str(verdict): number for verdict, number in run.counts.items()}
        data = {"kind": str(kind), "state": str(run.state), **counts}
        record(by=by, verb="import.checked", target=run, data=data, edition_id=run.edition_id)
    return run


@transaction.atomic
def apply_import(*, run: ImportRun, by: User) -> Applying:
    """Apply a checked file, all of it or nothing; the check is made again under a lock.

    When it no longer says the same, nothing is applied and the new check is kept for a person to read.
    A second call does nothing. The caller has checked REGISTRY_MANAGE.
    """
    locked = ImportRun.objects.select_for_update(of=("self",)).select_related("edition").get(pk=run.pk)
    if locked.state == RunState.APPLIED:
        return Applying.ALREADY
    if locked.state == RunState.REFUSED:
        raise Conflict("import.file_refused", _("This file was refused."), _("Correct it and send it again."))
    if not locked.file:
        raise Conflict("import.forgotten", _("This file is no longer kept."), _("Send it again."))
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


def _read(run: ImportRun, file: BinaryIO, by: User, *, apply: bool) -> ImportReport:
    readers: dict[str, Callable[[], ImportReport]] = {
        ImportKind.ORGANISATIONS: lambda: import_organisations(file=file, by=by, apply=apply),
        ImportKind.EVENTS: lambda: import_events(
            file=file, edition=cast("Edition", run.edition), by=by, apply=apply
        ),
    }
    return readers[run.kind]()
