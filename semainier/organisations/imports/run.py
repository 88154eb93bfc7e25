"""Check a file of organisations, and apply it: a verdict per line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.batches import batched
from semainier.core.roles import Place
from semainier.core.spreadsheets import ImportReport, Line, Problem, RowVerdict, Table, Verdict
from semainier.organisations.imports.columns import COLUMN_OF, COLUMNS
from semainier.organisations.imports.reading import Vocabulary, Wanted, read_line
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import create_organisation, update_organisation

BATCH = 500


def import_organisations(*, file: BinaryIO, by: User | None, apply: bool = False) -> ImportReport:
    """Say what the file would do to the members; with `apply` do it, all of it in one transaction.

    An organisation is known by its `identifiant`, else by its SIREN; an empty cell leaves what is stored;
    a second run changes nothing. A bad file raises DomainError `spreadsheet.…`, a bad line is refused alone.
    Memory grows with the report, not with the file; 4 queries per 500 lines to check. The caller has checked
    REGISTRY_MANAGE.
    """
    table = Table(file, COLUMNS)
    report = ImportReport(applied=apply, unknown_columns=table.header.unknown)
    if not apply:
        report.rows += _verdicts(table, by, apply=False)
        return report
    with transaction.atomic():
        # Two imports at once wait for each other.
        list(Organisation.objects.select_for_update().filter(kind=Place.FEDERATION).order_by())
        report.rows += _verdicts(table, by, apply=True)
        record(by=by, verb="organisations.imported", data={str(k): n for k, n in report.counts.items()})
    return report


def _verdicts(table: Table, by: User | None, *, apply: bool) -> Iterator[RowVerdict]:
    words, twice, seen = Vocabulary(), _keys_that_stand_twice(table), dict[int, int]()
    for batch in batched(table, BATCH):
        words.load_communes({line.cells.get("code_insee", "").upper() for line in batch} - {""})
        wanted = [read_line(line, words) for line in batch]
        known = _Known(wanted)
        for one in wanted:
            _refuse_doubles(one, twice)
            organisation = known.find(one)
            if organisation is None:
                _check_complete(one)
            else:
                _check_changeable(one, organisation, seen)
            yield _verdict(one, organisation, by, apply=apply)


def _keys_that_stand_twice(table: Table) -> set[str]:
    """Read the file once for its keys: of two lines about one organisation nobody knows which is right."""
    count = Counter(key for line in table for key in _keys(line))
    return {key for key, times in count.items() if times > 1}


def _keys(line: Line) -> Iterable[str]:
    for column in ("siren", "identifiant"):
        if value := "".join(line.cells.get(column, "").split()):
            yield f"{column} {value}"


def _refuse_doubles(wanted: Wanted, twice: set[str]) -> None:
    for key in _keys(wanted.cells.line):
        if key in twice:
            column, value = key.split(" ", 1)
            reason = _("Another line of the file has the same %(column)s %(value)s: keep one of them.")
            wanted.cells.refuse(column, "import.twice", reason % {"column": column, "value": value})


class _Known:
    """The stored organisations that a batch of lines speaks of. Two queries."""

    def __init__(self, batch: list[Wanted]) -> None:
        stored = Organisation.objects.select_related("family", "department", "commune", "merged_into")
        identifiers = [one.identifier for one in batch if one.identifier]
        sirens = [one.siren for one in batch if one.siren]
        self.by_identifier = {o.external_id: o for o in stored.filter(external_id__in=identifiers)}
        self.by_siren = {o.siren: o for o in stored.filter(siren__in=sirens)}

    def find(self, wanted: Wanted) -> Organisation | None:
        """Return the organisation that the line means; its keys may contradict what is stored."""
        named, numbered = self.by_identifier.get(wanted.identifier), self.by_siren.get(wanted.siren)
        if named and numbered and named.pk != numbered.pk:
            reason = _("This SIREN is that of %(name)s, which has another identifier.")
            wanted.cells.refuse("siren", "organisation.siren_taken", reason % {"name": numbered.name})
        elif named is None and numbered and wanted.identifier and numbered.external_id:
            reason = _("%(name)s already has the identifier %(identifier)s.")
            reason %= {"name": numbered.name, "identifier": numbered.external_id}
            wanted.cells.refuse("identifiant", "import.identifier_taken", reason)
        return named or numbered


def _check_changeable(wanted: Wanted, organisation: Organisation, seen: dict[int, int]) -> None:
    refuse, number = wanted.cells.refuse, wanted.cells.line.number
    if organisation.kind != Place.MEMBER:
        reason = _("%(name)s is not a member: it is changed on its own page.")
        refuse("", "import.not_a_member", reason % {"name": organisation.name})
    elif organisation.merged_into is not None:
        reason = _("%(name)s was merged with %(other)s: give the SIREN of that one.")
        names = {"name": organisation.name, "other": organisation.merged_into.name}
        refuse("siren", "organisation.merged", reason % names)
    elif organisation.is_archived:
        reason = _("%(name)s is archived: take it out of the archive first.")
        refuse("", "organisation.archived", reason % {"name": organisation.name})
    if (first := seen.setdefault(organisation.pk, number)) != number:
        reason = _("Line %(line)s is about the same organisation: keep one of them.")
        refuse("", "import.twice", reason % {"line": first})


def _check_complete(wanted: Wanted) -> None:
    """A new organisation needs a key, a name and a department; what is wrong there is already said."""
    told = {problem.column for problem in wanted.cells.problems}
    refuse = wanted.cells.refuse
    if not wanted.siren and not wanted.identifier and not told & {"siren", "identifiant"}:
        refuse("siren", "import.no_key", _("Give the SIREN, or your own identifier."))
    if "name" not in wanted.fields and "enseigne" not in told:
        refuse("enseigne", "import.required", _("A new organisation needs a name."))
    if "department" not in wanted.fields and not told & {"departement", "code_insee"}:
        refuse("departement", "import.required", _("A new organisation needs its department."))


def _verdict(
    wanted: Wanted, organisation: Organisation | None, by: User | None, *, apply: bool
) -> RowVerdict:
    if wanted.cells.problems:
        return _refusal(wanted)
    number = wanted.cells.line.number
    if organisation is None:
        if apply:
            create_organisation(by=by, **wanted.fields)
        return RowVerdict(number, Verdict.CREATED, wanted.label)
    changes = _changes(organisation, wanted)
    if changes and apply:
        update_organisation(organisation=organisation, by=by, **wanted.fields)
    return RowVerdict(number, Verdict.CHANGED if changes else Verdict.UNCHANGED, wanted.label, changes)


def _changes(organisation: Organisation, wanted: Wanted) -> dict[str, tuple[str, str]]:
    return {
        COLUMN_OF[name]: (_readable(getattr(organisation, name)), _readable(value))
        for name, value in wanted.fields.items()
        if getattr(organisation, name) != value
    }


def _readable(value: object) -> str:
    return "" if value is None else str(getattr(value, "pk", value))


def _refusal(wanted: Wanted) -> RowVerdict:
    line = wanted.cells.line
    problems: tuple[Problem, ...] = tuple(wanted.cells.problems)
    return RowVerdict(line.number, Verdict.REFUSED, wanted.label, problems=problems, cells=line.cells)
