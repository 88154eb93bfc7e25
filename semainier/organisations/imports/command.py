"""What the commands `import organisations` and `import events` share: who, which file, what is said."""

import sys
from abc import abstractmethod
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core.errors import Forbidden
from semainier.core.permissions import Permission
from semainier.core.spreadsheets import ImportReport, RowVerdict, Verdict
from semainier.organisations.access import has_permission

_MISUSE = 2


class ImportCommand(BaseCommand):
    """Report only, unless --apply; exit status 1 when a line or the file is refused, 2 on misuse."""

    formats = "CSV, XLSX or ODS"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=self.formats)
        parser.add_argument("--apply", action="store_true", help="write what the check says")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="the person of the head office who answers"
        )

    @abstractmethod
    def read(self, file: BinaryIO, by: User, options: dict[str, Any]) -> ImportReport:
        """Check the file, or apply it."""

    def handle(self, *_args: Any, **options: Any) -> None:
        by = person_who_may(options["by"])
        try:
            with self.open(options) as file:
                report = self.read(file, by, options)
        except OSError as error:
            raise CommandError(str(error), returncode=_MISUSE) from error
        self._tell(report)
        if report.refused:
            sys.exit(1)

    def open(self, options: dict[str, Any]) -> BinaryIO:
        """Open what is to be read."""
        return Path(options["file"]).open("rb")

    def _tell(self, report: ImportReport) -> None:
        for row in report.rows:
            if row.verdict != Verdict.UNCHANGED:
                self.stdout.write(_sentence(row))
        for note in report.notes:
            self.stdout.write(note)
        if report.unknown_columns:
            columns = ", ".join(report.unknown_columns)
            self.stdout.write(_("Columns that were not read: %(columns)s") % {"columns": columns})
        counts = {str(verdict): number for verdict, number in report.counts.items()}
        self.stdout.write(
            _("%(created)s created, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused")
            % counts
        )
        if not report.applied:
            self.stdout.write(_("Nothing was stored. Run it again with --apply."))


def person_who_may(email: str) -> User:
    """Return the person with this address; raise when there is none or she may not import."""
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody has the address %(email)s.") % {"email": email}, returncode=_MISUSE)
    if not has_permission(person, Permission.REGISTRY_MANAGE):
        raise Forbidden(
            "import.forbidden",
            _("%(person)s may not import.") % {"person": person},
            _("Give the address of somebody of the head office."),
        )
    return person


def _sentence(row: RowVerdict) -> str:
    said = [
        _("%(column)s: %(old)s → %(new)s") % {"column": column, "old": old or "—", "new": new}
        for column, (old, new) in row.changes.items()
    ]
    said += [
        _("%(column)s: %(reason)s") % {"column": problem.column, "reason": problem.reason}
        if problem.column
        else problem.reason
        for problem in row.problems
    ]
    said += [row.note] if row.note else []
    head = _("line %(line)s, %(label)s: %(verdict)s") if row.line else _("%(label)s: %(verdict)s")
    head %= {"line": row.line, "label": row.label, "verdict": row.word}
    return " · ".join([head, *said])
