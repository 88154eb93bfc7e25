"""Tables that leave the house: CSV as French spreadsheets read it, XLSX; a cell is never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheets run a text that begins like this. Source: OWASP, "CSV Injection".
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST = 60

Row = Sequence[Any]


def safe_cell(value: Any) -> Any:
    """Return the value for a cell: None is empty, a text that would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_STARTS):
        return f"'{value}"
    return value


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Return the lines of a CSV with `;`, a mark of UTF-8 first so that spreadsheets read the accents."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(header)
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe_cell(value) for value in row])
        yield buffer.getvalue()


def csv_response(name: str, header: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a CSV that is written while it is sent, as a file called `name`.csv."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_bytes(sheets: Mapping[str, tuple[Row, Iterable[Row]]]) -> bytes:
    """Return a workbook with one sheet per title: header bold and frozen, filters on, columns wide enough."""
    book = Workbook(write_only=True)
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title[:31])
        kept = [[safe_cell(value) for value in row] for row in rows]
        _lay_out(sheet, header, kept)
        sheet.append([_head(sheet, text) for text in header])
        for row in kept:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx_response(name: str, sheets: Mapping[str, tuple[Row, Iterable[Row]]]) -> HttpResponse:
    """Return a workbook as a file called `name`.xlsx."""
    response = HttpResponse(xlsx_bytes(sheets), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _lay_out(sheet: Any, header: Row, rows: list[list[Any]]) -> None:
    """Set widths, frozen head and filters: a write-only sheet wants them before its rows."""
    for index, text in enumerate(header):
        longest = max([len(str(text)), *(len(str(row[index])) for row in rows)])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest, _WIDEST) + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"


def _head(sheet: Any, text: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=str(text))
    cell.font = Font(bold=True)
    return cell
