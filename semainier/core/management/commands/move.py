"""Move an installation from its SQLite file into the empty PostgreSQL database of DATABASE_URL."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from semainier.core.moving import move_from_sqlite


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from-sqlite", type=Path, required=True, metavar="FILE", dest="file")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].absolute()
        moved = move_from_sqlite(file, lambda: call_command("migrate", interactive=False, verbosity=0))
        for table, rows in sorted(moved.items()):
            if rows:
                self.stdout.write(f"{rows:>9} {table}")
        told = {"rows": sum(moved.values()), "tables": len(moved)}
        self.stdout.write(_("%(rows)s rows of %(tables)s tables moved, and counted on both sides.") % told)
        self.stdout.write(
            _("Pictures and secret key stay where they are. Keep DATABASE_URL set, and run: semainier serve")
        )
