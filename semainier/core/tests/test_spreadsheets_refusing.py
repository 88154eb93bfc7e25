"""A bad file is refused whole, with its code, before it can cost anything."""

import io
import tracemalloc
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from semainier.core.errors import DomainError
from semainier.core.spreadsheets import Column, Table
from semainier.core.tests.spreadsheets import csv_file, ods_of_xml, xlsx_file

COLUMNS = (Column("nom", is_required=True), Column("siren", is_required=True))
HEAD = b"nom;siren\n"


def code_of(file: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        list(Table(file, COLUMNS))
    assert refusal.value.message
    assert refusal.value.next_step
    return refusal.value.code


def archive(files: dict[str, bytes]) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return target


def workbook_with(sheet: bytes) -> io.BytesIO:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(xlsx_file([["nom"]])) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return target


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "spreadsheet.empty"),
        (b"\n\n;;\n", "spreadsheet.empty"),
        (b"nom;couleur\na;b\n", "spreadsheet.missing_column"),
        (b"nom;siren;NOM\n", "spreadsheet.column_twice"),
        ("nom;siren\nété;1\n".encode("utf-16"), "spreadsheet.encoding"),
        (HEAD + b"\x81\xff;1\n", "spreadsheet.encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "spreadsheet.not_a_table"),
        (b"%PDF-1.7 text", "spreadsheet.not_a_table"),
        (b"\xef\xbb\xbf <html><table><tr><td>nom</td></tr></table>", "spreadsheet.not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet.old_or_locked"),
        (HEAD + b'"a;1\nb;2\n', "spreadsheet.quotes"),
        (HEAD + b'"a"b;1\n', "spreadsheet.quotes"),
        (b"nom;siren\ra;1\r", "spreadsheet.quotes"),
        (b"PK\x03\x04 nothing more", "spreadsheet.unreadable"),
        (b";".join(b"c%d" % n for n in range(101)), "spreadsheet.too_many_columns"),
    ],
)
def test_a_file_that_is_no_table_of_ours(content: bytes, code: str):
    assert code_of(io.BytesIO(content)) == code


def test_a_document_in_an_archive_is_no_table():
    assert code_of(archive({"word/document.xml": b"<a/>"})) == "spreadsheet.not_a_table"


def test_a_zip_bomb_named_xlsx_is_not_opened():
    bomb = archive({"xl/workbook.xml": b"0" * 20_000_000})

    assert len(bomb.getvalue()) < 30_000
    assert code_of(bomb) == "spreadsheet.bomb"


def test_an_archive_of_countless_files_is_not_opened():
    assert code_of(archive({f"xl/{n}": b"" for n in range(2_001)})) == "spreadsheet.bomb"


def test_entities_in_xml_are_refused():
    sheet = b'<!DOCTYPE a [<!ENTITY b "bbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'

    assert code_of(workbook_with(sheet)) == "spreadsheet.unreadable"
    assert code_of(ods_of_xml("<broken>")) == "spreadsheet.unreadable"


def test_one_line_of_50_mb_is_refused_in_little_memory():
    class Endless(io.BytesIO):
        """A file of 50 MB that is never all in memory."""

        size = 50_000_000

        def seek(self, offset: int, whence: int = 0) -> int:
            self.at = offset + (self.size if whence == 2 else 0)
            return self.at

        def tell(self) -> int:
            return self.at

        def read(self, count: int | None = -1) -> bytes:
            count = max(0, min(count or 0, self.size - self.at))
            self.at += count
            return b"a" * count

        readline = read  # type: ignore[assignment]

    tracemalloc.start()
    assert code_of(Endless()) == "spreadsheet.line_too_long"
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_one_row_of_an_ods_that_never_ends_is_refused():
    cell = (
        "<table:table-cell><text:p>"
        + "".join(chr(97 + n % 26) for n in range(2_000_000))
        + "</text:p></table:table-cell>"
    )

    assert code_of(ods_of_xml(f"<table:table-row>{cell}</table:table-row>")) == "spreadsheet.line_too_long"


def test_one_row_of_a_workbook_with_too_much_text_is_refused():
    row = ["".join(chr(97 + n % 26) for n in range(32_000))] * 40

    assert code_of(xlsx_file([["nom", "siren"], row])) == "spreadsheet.line_too_long"


def test_a_workbook_without_a_sheet_of_cells_is_refused():
    book = Workbook()
    book.create_chartsheet()
    book.remove(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)

    assert code_of(target) == "spreadsheet.unreadable"


def test_more_than_50000_lines_are_refused():
    file = io.BytesIO(HEAD + b"a;1\n" * 50_001)

    assert code_of(file) == "spreadsheet.too_many_rows"


def test_a_file_over_64_mb_is_refused_unread():
    class Large(io.BytesIO):
        def tell(self) -> int:
            return 64 * 1024 * 1024 + 1

    assert code_of(Large(b"nom;siren")) == "spreadsheet.too_large"


def test_a_line_with_more_cells_than_headers_says_so():
    assert [
        line.overflows
        for line in Table(csv_file([["nom", "siren"], ["a", "1", "x"], ["b", "2", ""]]), COLUMNS)
    ] == [
        True,
        False,
    ]
