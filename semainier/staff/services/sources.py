"""Read the saved addresses again: when a person asks, and every day; a reading only reports."""

import datetime as dt
import logging

from semainier.accounts.models import User
from semainier.campaigns.access import is_open
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.events.models import Source
from semainier.staff.models import ImportKind, ImportRun, RunState
from semainier.staff.services.imports import Asked, keep_run, new_run

logger = logging.getLogger(__name__)

READ_EVERY_SECONDS = 24 * 60 * 60
# A source that somebody read so lately is left for tomorrow.
_LATELY = dt.timedelta(hours=12)


def read_source(*, source: Source, by: User) -> ImportRun:
    """Read the address of a source again; return the report, which is not applied. The caller has checked REGISTRY_MANAGE."""
    run = _read(source, by)
    keep_run(run=run, by=by)
    return run


def read_sources() -> int:
    """Read the addresses of the editions that are open; return how many have something to say.

    A report is kept when there is something to write or the address gives no agenda; it takes the place of the one
    that nobody has applied since the day before. Nothing is ever applied.
    """
    sources = Source.objects.exclude(url="").select_related("edition", "organisation").order_by("pk")
    told = [_report(source) for source in sources if _is_due(source)]
    return sum(told)


def _is_due(source: Source) -> bool:
    was_read = source.last_read_at is not None and source.last_read_at > clock.now() - _LATELY
    return not was_read and is_open(source.edition, Permission.EVENT_MODERATE, clock.today())


def _report(source: Source) -> bool:
    run = _read(source, None)
    if run.state == RunState.REFUSED:
        logger.warning("source %s was not read: %s", source.pk, run.error_code)
        run.source = source
    waiting = ImportRun.objects.filter(source=source, uploaded_by=None).exclude(state=RunState.APPLIED)
    for old in waiting.exclude(pk=run.pk):
        old.file.delete(save=False)
        old.delete()
    if run.state == RunState.REFUSED or run.to_write:
        keep_run(run=run, by=None)
        return True
    run.file.delete(save=False)
    return False


def _read(source: Source, by: User | None) -> ImportRun:
    asked = Asked(address=source.url, source_name=source.name)
    run = new_run(kind=ImportKind.EVENTS, edition=source.edition, by=by, asked=asked)
    run.source = source
    return run
