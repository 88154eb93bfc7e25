"""Take organisations from a spreadsheet; reports only, unless --apply is given."""

from typing import Any, BinaryIO

from semainier.accounts.models import User
from semainier.core.spreadsheets import ImportReport
from semainier.organisations.imports import import_organisations
from semainier.organisations.imports.command import ImportCommand


class Command(ImportCommand):
    help = __doc__

    def read(self, file: BinaryIO, by: User, options: dict[str, Any]) -> ImportReport:
        return import_organisations(file=file, by=by, apply=options["apply"])
