"""XLSX: the first sheet, read row by row by openpyxl, which parses XML with defusedxml."""

import datetime as dt
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from openpyxl import load_workbook

from semainier.core.errors import DomainError
from semainier.core.spreadsheets import limits
from semainier.core.spreadsheets.values import text_of

Row = tuple[int, list[str]]
_MIDNIGHT = dt.time(0)


def xlsx_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield each row of the first sheet with its number; a formula is given as such, never its last value."""
    try:
        yield from _rows(file)
    except DomainError:
        raise
    except Exception as error:
        raise limits.unreadable() from error


def _rows(file: BinaryIO) -> Iterator[Row]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not know
        book = load_workbook(file, read_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [_text(cell) for cell in _bounded(cells, number)]
    finally:
        book.close()


def _bounded(cells: Sequence[Any], number: int) -> Sequence[Any]:
    if sum(len(cell.value) for cell in cells if isinstance(cell.value, str)) > limits.MAX_LINE_BYTES:
        raise limits.line_too_long(number)
    return cells


def _text(cell: Any) -> str:
    value = cell.value
    # A day without an hour is kept as a day: a spreadsheet stores both as an instant.
    if isinstance(value, dt.datetime) and value.time() == _MIDNIGHT and "h" not in cell.number_format.lower():
        return value.date().isoformat()
    return text_of(value)
