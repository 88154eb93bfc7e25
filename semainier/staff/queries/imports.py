"""Reads on the files that were sent to be imported."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from semainier.core.search import normalise
from semainier.core.spreadsheets import VERDICT_WORDS, Column, RowVerdict, Verdict
from semainier.events.imports import COLUMNS as EVENT_COLUMNS
from semainier.organisations.imports import COLUMNS as ORGANISATION_COLUMNS
from semainier.staff.models import ImportKind, ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = "all"
COLUMNS: dict[str, tuple[Column, ...]] = {
    ImportKind.ORGANISATIONS: ORGANISATION_COLUMNS,
    ImportKind.EVENTS: EVENT_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class RunFilters:
    """What a reader of the list may ask for; empty means all."""

    text: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class VerdictTab:
    """A choice of lines with their number; the empty value is all that a person should read."""

    value: str
    word: str
    count: int


def import_runs(filters: RunFilters) -> QuerySet[ImportRun]:
    """Return the files that match without their reports, newest first. One query."""
    runs = ImportRun.objects.select_related("edition", "uploaded_by").defer("stored_report")
    for word in filters.text.split():
        runs = runs.filter(file_name__icontains=word)
    wanted = {"kind": filters.kind, "state": filters.state}
    return runs.filter(**{name: value for name, value in wanted.items() if value})


def verdict_tabs(run: ImportRun) -> list[VerdictTab]:
    """Return the choices of lines with their counts. No query."""
    to_read = VerdictTab("", _("To read"), run.total - run.unchanged)
    each = [VerdictTab(v.value, str(VERDICT_WORDS[v][0]), count) for v, count in run.counts.items()]
    return [to_read, *each, VerdictTab(ALL, _("All lines"), run.total)]


def verdict_rows(run: ImportRun, verdict: str, text: str) -> list[RowVerdict]:
    """Return the lines of a choice whose label or cells hold every word. No query."""
    rows: Iterable[RowVerdict] = run.report.rows
    if verdict in set(Verdict):
        rows = (row for row in rows if row.verdict == verdict)
    elif verdict != ALL and not text:
        rows = (row for row in rows if row.verdict != Verdict.UNCHANGED)
    words = normalise(text).split()
    return [row for row in rows if all(word in _comparable(row) for word in words)]


def column_names(kind: str) -> list[str]:
    return [column.name for column in COLUMNS[kind]]


def _comparable(row: RowVerdict) -> str:
    return normalise(" ".join([str(row.line), row.label, *row.cells.values()]))
