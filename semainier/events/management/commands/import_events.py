"""Take the events of an edition from a spreadsheet or an agenda; reports only, unless --apply is given."""

from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.spreadsheets import ImportReport
from semainier.events.imports import import_events
from semainier.events.imports.upstream import (
    clean_address,
    fetch_agenda,
    import_agenda,
    is_address,
    kind_of,
    organisation_named,
    source_for,
)
from semainier.events.models import Source, SourceKind
from semainier.organisations.imports.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    formats = "CSV, XLSX, ODS, OpenAgenda (JSON), iCalendar; or the address of an agenda on an allowed host"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--edition", required=True, metavar="SLUG", help="address of the edition")
        parser.add_argument(
            "--organisation", default="", metavar="SIREN", help="SIREN or exact name: whose agenda it is"
        )
        parser.add_argument(
            "--source",
            default="",
            metavar="NAME",
            help="name of the agenda, the same each time (that of the file)",
        )

    def open(self, options: dict[str, Any]) -> BinaryIO:
        options["file"] = str(options["file"])
        if is_address(options["file"]):
            options["file"] = clean_address(options["file"])
            return fetch_agenda(options["file"])
        return super().open(options)

    def read(self, file: BinaryIO, by: User, options: dict[str, Any]) -> ImportReport:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            message = _("No edition has the address %(slug)s.") % {"slug": options["edition"]}
            raise CommandError(message, returncode=2)
        kind = kind_of(file)
        if kind == SourceKind.SHEET and not is_address(options["file"]):
            return import_events(file=file, edition=edition, by=by, apply=options["apply"])
        source = _source(edition, kind, by, options)
        return import_agenda(file=file, source=source, by=by, apply=options["apply"])


def _source(edition: Edition, kind: SourceKind, by: User, options: dict[str, Any]) -> Source:
    path = options["file"]
    url = path if is_address(path) else ""
    return source_for(
        edition=edition,
        kind=kind,
        name=options["source"] or ("" if url else Path(path).stem),
        url=url,
        organisation=organisation_named(text) if (text := options["organisation"]) else None,
        by=by,
    )
