"""Take the centres of communes from an operator's own CSV file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.territories.services import import_communes


class Command(BaseCommand):
    help = "Read a CSV file with code_insee, latitude, longitude; report only, unless --apply is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="store the centres")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = import_communes(content=options["file"].read_bytes(), by=None, apply=options["apply"])
        except OSError as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"{error.message} {error.next_step}") from error
        for row in report.refused:
            self.stdout.write(
                _("line %(line)s, %(column)s: %(reason)s")
                % {"line": row.line, "column": row.column, "reason": row.reason}
            )
        counts = {"changed": report.changed, "unchanged": report.unchanged, "refused": len(report.refused)}
        self.stdout.write(_("%(changed)s changed, %(unchanged)s unchanged, %(refused)s refused") % counts)
        if not report.applied:
            self.stdout.write(_("Nothing was stored. Run it again with --apply."))
