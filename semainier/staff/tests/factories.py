"""Members, files and people for the tests of the back office."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.tests.spreadsheets import csv_file
from semainier.events.tests.agendas import openagenda
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.siren import complete
from semainier.staff.models import ImportKind, ImportRun
from semainier.staff.services.imports import check_import
from semainier.territories.models import Department

HEADER = ["siren", "enseigne", "departement", "courriel"]
SIREN = complete("00100200")


def make_members(count: int, **fields: Any) -> list[Organisation]:
    """Make members of the Gironde called « Logis 1 »…"""
    values = {"department": Department.objects.get(code="33"), **fields}
    return [
        create_organisation(name=f"Logis {n}", siren=complete(f"4000000{n}"), by=None, **values)
        for n in range(1, count + 1)
    ]


def upload(
    *rows: list[str], name: str = "membres.csv", header: list[str] | None = None
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, csv_file([header or HEADER, *rows]).getvalue())


def make_run(by: User, *rows: list[str]) -> ImportRun:
    """Check a file of organisations; without rows: one good line and one with a wrong department."""
    lines = rows or ([SIREN, "Logis d’Oc", "33", ""], [complete("31207500"), "Autre", "99", ""])
    return check_import(kind=ImportKind.ORGANISATIONS, edition=None, file=upload(*lines), by=by)


def content_of(response: Any) -> str:
    """Return the text of a page or of a file that is written while it is sent."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return io.TextIOWrapper(io.BytesIO(body), encoding="utf-8-sig", newline="").read()


def make_agenda_run(by: User, edition: Edition, *entries: dict[str, Any], **asked: Any) -> ImportRun:
    """Check an agenda of OpenAgenda for an edition."""
    file = SimpleUploadedFile("ville.json", openagenda(*entries).getvalue())
    return check_import(kind=ImportKind.EVENTS, edition=edition, file=file, by=by, **asked)
