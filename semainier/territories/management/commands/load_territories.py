"""Load the shipped regions, departments, communes and intercommunal bodies."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from semainier.core.errors import DomainError
from semainier.territories.services import SHIPPED, load_territories

KINDS = {
    "regions": gettext_lazy("regions"),
    "departments": gettext_lazy("departments"),
    "attachments": gettext_lazy("regions of departments"),
    "intercommunalities": gettext_lazy("intercommunal bodies"),
    "communes": gettext_lazy("communes"),
    "aliases": gettext_lazy("other codes of communes"),
}


class Command(BaseCommand):
    help = "Load the shipped territories; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=SHIPPED, help="another file of the same form")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            tallies = load_territories(by=None, path=options["file"])
        except DomainError as error:
            raise CommandError(f"{error.message} {error.next_step}") from error
        for kind, tally in tallies.items():
            counts = _("%(created)s new, %(changed)s changed, %(unchanged)s unchanged, %(absent)s kept")
            self.stdout.write(f"{KINDS[kind]}: {counts % asdict(tally)}")
