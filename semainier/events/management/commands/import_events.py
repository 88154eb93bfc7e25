"""Take the events of an edition from a spreadsheet; reports only, unless --apply is given."""

from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.spreadsheets import ImportReport
from semainier.events.imports import import_events
from semainier.organisations.imports.command import ImportCommand


class Command(ImportCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--edition", required=True, metavar="SLUG", help="address of the edition")

    def read(self, file: BinaryIO, by: User, options: dict[str, Any]) -> ImportReport:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            message = _("No edition has the address %(slug)s.") % {"slug": options["edition"]}
            raise CommandError(message, returncode=2)
        return import_events(file=file, edition=edition, by=by, apply=options["apply"])
