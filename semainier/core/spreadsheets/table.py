"""A table of any of the formats, told by its content: a header, then lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from semainier.core.spreadsheets import limits
from semainier.core.spreadsheets.archive import ZIP_MAGIC, kind_of_archive
from semainier.core.spreadsheets.columns import Column, Header, read_header
from semainier.core.spreadsheets.delimited import csv_rows
from semainier.core.spreadsheets.opendocument import ods_rows
from semainier.core.spreadsheets.workbook import xlsx_rows

# The old format of Excel, and what Excel makes of a file with a password.
_COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0"
_MARKUP = (b"<", b"%PDF", b"{\\rtf")
_HEAD = 512
_Rows = Callable[[BinaryIO], Iterator[tuple[int, list[str]]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number as the spreadsheet shows it, its cells by the name of their column."""

    number: int
    cells: dict[str, str]
    overflows: bool = False  # it has more cells than there are headers


class Table:
    """The lines of a file. Made, it knows the header; each iteration reads the file anew from its start."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        """Raise `spreadsheet.…` when the file is not a table, is too large, or lacks a column."""
        self.file, self._rows = file, _reader_of(file)
        first = next((cells for _number, cells in self._rows(file) if any(cells)), None)
        if first is None:
            raise limits.bad_file("empty", _("The file is empty."), _("Its first line names the columns."))
        self.header: Header = read_header(_trimmed(first), columns)

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines that are not blank. Raises after 50,000, or where the file is damaged."""
        self.file.seek(0)
        filled = ((number, cells) for number, cells in self._rows(self.file) if any(cells))
        for count, (number, cells) in enumerate(islice(filled, 1, None), start=1):
            if count > limits.MAX_ROWS:
                message = _("The file has more than %(count)s lines.") % {"count": limits.MAX_ROWS}
                raise limits.bad_file("too_many_rows", message, _("Cut it into several files."))
            yield self._line(number, cells)

    def _line(self, number: int, cells: list[str]) -> Line:
        known = {name: cells[index] for name, index in self.header.places.items() if index < len(cells)}
        return Line(number, known, overflows=any(cells[self.header.width :]))


def _reader_of(file: BinaryIO) -> _Rows:
    file.seek(0, 2)
    if file.tell() > limits.MAX_FILE_BYTES:
        message = _("The file is larger than %(size)s MB.") % {"size": limits.MAX_FILE_BYTES // 2**20}
        raise limits.bad_file("too_large", message, _("Cut it into several files."))
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(ZIP_MAGIC):
        return {"xlsx": xlsx_rows, "ods": ods_rows}[kind_of_archive(file)]
    if head.startswith(_COMPOUND_MAGIC):
        raise limits.bad_file(
            "old_or_locked",
            _("This file is in the old format of Excel, or protected by a password."),
            _("Save it without a password as XLSX or CSV UTF-8."),
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARKUP):
        raise limits.not_a_table()
    return csv_rows


def _trimmed(cells: list[str]) -> list[str]:
    """Leave out the empty cells at the end. Raises when there are too many columns."""
    last = max(index for index, cell in enumerate(cells) if cell)
    if last >= limits.MAX_COLUMNS:
        message = _("The file has more than %(count)s columns.") % {"count": limits.MAX_COLUMNS}
        raise limits.bad_file("too_many_columns", message)
    return cells[: last + 1]
