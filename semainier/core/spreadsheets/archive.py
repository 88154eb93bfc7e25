"""XLSX and ODS are ZIP archives: what is inside is weighed before anything is unpacked."""

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from semainier.core.spreadsheets import limits

ZIP_MAGIC = b"PK"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of_archive(file: BinaryIO) -> str:
    """Return "xlsx" or "ods"; raise when the archive is neither, damaged, or would unpack to too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            _weigh(archive.infolist())
            names = set(archive.namelist())
            if {"mimetype", "content.xml"} <= names and archive.open("mimetype").read(60).startswith(_ODS):
                return "ods"
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise limits.unreadable() from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise limits.not_a_table()


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    is_bomb = unpacked > limits.SMALL_BYTES and unpacked > packed * limits.MAX_RATIO
    if unpacked > limits.MAX_UNPACKED_BYTES or is_bomb or len(entries) > limits.MAX_ENTRIES:
        raise limits.bad_file(
            "bomb",
            _("Unpacked, this file would take %(size)s MB: we do not open it.")
            % {"size": unpacked // (1024 * 1024)},
            _("Copy the rows into a new file, or save it as CSV."),
        )
