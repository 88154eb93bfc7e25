"""ODS: the first sheet, read from content.xml as a stream; what is repeated is bounded."""

import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from semainier.core.errors import DomainError
from semainier.core.spreadsheets import limits
from semainier.core.spreadsheets.values import Formula, text_of

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_TABLE = _NAMESPACE % ("table", "table")
_ROW = _NAMESPACE % ("table", "table-row")
_CELLS = (_NAMESPACE % ("table", "table-cell"), _NAMESPACE % ("table", "covered-table-cell"))
_ROWS_REPEATED = _NAMESPACE % ("table", "number-rows-repeated")
_CELLS_REPEATED = _NAMESPACE % ("table", "number-columns-repeated")
_FORMULA = _NAMESPACE % ("table", "formula")
_TYPE = _NAMESPACE % ("office", "value-type")
_VALUE = _NAMESPACE % ("office", "value")
_DATE = _NAMESPACE % ("office", "date-value")
_PARAGRAPH = _NAMESPACE % ("text", "p")
_SPACES = _NAMESPACE % ("text", "s")
_COUNT = _NAMESPACE % ("text", "c")
_TAB, _BREAK = _NAMESPACE % ("text", "tab"), _NAMESPACE % ("text", "line-break")
_NOT_TEXT = (_NAMESPACE % ("office", "annotation"), _NAMESPACE % ("text", "note"))
Row = tuple[int, list[str]]


class _Metered:
    """The stream of XML; raises when more than a row may hold is read before the row ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.row = stream, 1
        self.left = limits.SMALL_BYTES  # for the styles that come before the table

    def read(self, size: int = -1) -> bytes:
        chunk = self.stream.read(size)
        self.left -= len(chunk)
        if self.left < 0:
            raise limits.line_too_long(self.row)
        return chunk

    def row_ended(self, number: int) -> None:
        self.left, self.row = limits.MAX_LINE_BYTES, number


def ods_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield each row of the first sheet with its number. Raises on a damaged file or one with entities."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as stream:
            yield from _rows(_Metered(stream))
    except DomainError:
        raise
    except Exception as error:
        raise limits.unreadable() from error


def _rows(stream: _Metered) -> Iterator[Row]:
    table: Element | None = None
    number = 1
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            if element.tag == _TABLE and table is None:
                table = element
                stream.row_ended(number)
            continue
        if element is table:
            return
        if element.tag != _ROW or table is None:
            continue
        stream.row_ended(number)
        cells, times = _cells(element), int(element.get(_ROWS_REPEATED, "1"))
        for offset in range(min(times, limits.MAX_ROWS + 1) if any(cells) else 0):
            yield number + offset, cells
        number += times
        element.clear()
        table.clear()  # its finished rows


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for element in row:
        if element.tag in _CELLS:
            repeated = int(element.get(_CELLS_REPEATED, "1"))
            cells += [_text(element)] * min(repeated, limits.MAX_COLUMNS + 1 - len(cells))
    return cells


def _text(cell: Element) -> str:
    if formula := cell.get(_FORMULA):
        return Formula(f"={formula}")
    kind = cell.get(_TYPE)
    if kind in {"float", "percentage", "currency"}:
        return text_of(float(cell.get(_VALUE, "nan")))
    if kind == "date":
        return cell.get(_DATE, "")[:16]
    return "\n".join(_words(paragraph) for paragraph in cell.findall(_PARAGRAPH)).strip()


def _words(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == _SPACES:
            parts.append(" " * min(int(child.get(_COUNT, "1")), 1_000))
        elif child.tag in {_TAB, _BREAK}:
            parts.append("\t" if child.tag == _TAB else "\n")
        elif child.tag not in _NOT_TEXT:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
