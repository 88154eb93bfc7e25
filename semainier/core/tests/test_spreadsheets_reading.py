"""Tables of every format are read to the same lines."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from semainier.core.spreadsheets import Column, Table
from semainier.core.spreadsheets.values import Formula
from semainier.core.tests.spreadsheets import csv_file, ods_file, ods_of_xml, xlsx_file

COLUMNS = (Column("nom", ("name",), is_required=True), Column("code_postal"), Column("logements"))
MAKERS = pytest.mark.parametrize("make", [csv_file, xlsx_file, ods_file])


def cells_of(file: io.BytesIO) -> list[tuple[int, dict[str, str]]]:
    return [(line.number, line.cells) for line in Table(file, COLUMNS)]


@MAKERS
def test_a_table_is_read_line_by_line(make: Callable[..., io.BytesIO]):
    file = make([["Nom", "Code postal", "Logements"], ["Été & fils", "01000", 1200], ["Élan", None, None]])

    first, second = cells_of(file)
    assert first == (2, {"nom": "Été & fils", "code_postal": "01000", "logements": "1200"})
    assert (second[0], second[1]["nom"]) == (3, "Élan")


@MAKERS
def test_columns_come_in_any_order_and_unknown_ones_are_told(make: Callable[..., io.BytesIO]):
    table = Table(make([["Logements", "Couleur", "NAME"], [3, "vert", "Élan"]]), COLUMNS)

    assert table.header.unknown == ["Couleur"]
    assert [line.cells for line in table] == [{"logements": "3", "nom": "Élan"}]


@MAKERS
def test_blank_lines_are_passed_over_and_numbers_stay_those_of_the_file(make: Callable[..., io.BytesIO]):
    file = make([["", ""], ["nom", "logements"], ["", ""], ["Élan", 1]])

    assert cells_of(file) == [(4, {"nom": "Élan", "logements": "1"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_encodings_and_delimiters_are_recognised(encoding: str, delimiter: str):
    file = csv_file(
        [["nom", "logements"], ["Œuvre d’été ; n° 1, bis", "2"]], delimiter=delimiter, encoding=encoding
    )

    assert cells_of(file) == [(2, {"nom": "Œuvre d’été ; n° 1, bis", "logements": "2"})]


def test_a_text_over_several_lines_of_a_csv_is_one_cell():
    file = csv_file([["nom"], ["une\ndeux"], ["trois"]])

    assert cells_of(file) == [(2, {"nom": "une\ndeux"}), (4, {"nom": "trois"})]


def test_the_columns_that_we_add_to_refused_lines_are_passed_over():
    assert Table(csv_file([["nom", "colonne", "motif"], ["a", "b", "c"]]), COLUMNS).header.unknown == []


def test_days_and_hours_of_a_workbook_are_iso_and_a_day_stays_a_day():
    moment = dt.datetime(2026, 6, 7, 10, 30)  # noqa: DTZ001 -- a workbook knows no zones
    file = xlsx_file([["nom", "logements"], [moment, dt.date(2026, 6, 7)]])

    assert cells_of(file)[0][1] == {"nom": "2026-06-07T10:30", "logements": "2026-06-07"}


def test_typed_cells_of_a_workbook_are_written_as_people_would():
    cells = [44.88, True, dt.time(9, 30), dt.datetime(2026, 6, 7, 10, 0, 5)]  # noqa: DTZ001 -- as above

    found = cells_of(xlsx_file([["nom"], *([cell] for cell in cells)]))

    assert [row["nom"] for _number, row in found] == ["44.88", "1", "09:30:00", "2026-06-07T10:00:05"]


def test_a_formula_of_any_kind_is_known_as_one():
    book = Workbook()
    book.active.append(["nom", "logements"])
    book.active["A2"] = ArrayFormula("A2:A3", "=SUM(B1:B2)")
    target = io.BytesIO()
    book.save(target)
    formula = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    sheet = ods_row("<table:table-cell><text:p>nom</text:p></table:table-cell>") + ods_row(formula)

    assert isinstance(cells_of(target)[0][1]["nom"], Formula)
    assert isinstance(cells_of(ods_of_xml(sheet))[0][1]["nom"], Formula)


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_an_ods_says_spaces_breaks_and_repeated_rows_but_not_remarks():
    remark = "<office:annotation><text:p>remarque</text:p></office:annotation>"
    text = '<text:p>a<text:s text:c="2"/><text:span>b</text:span><text:line-break/>c<text:tab/>d</text:p>'
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = [
        ods_row(f"<table:table-cell><text:p>nom</text:p></table:table-cell>{blank}"),
        ods_row(f"<table:table-cell>{remark}{text}</table:table-cell>", 'table:number-rows-repeated="2"'),
        ods_row(blank, 'table:number-rows-repeated="1048000"'),
    ]

    assert cells_of(ods_of_xml("".join(rows))) == [(2, {"nom": "a  b\nc\td"}), (3, {"nom": "a  b\nc\td"})]


def test_dates_of_an_ods_are_iso():
    date = '<table:table-cell office:value-type="date" office:date-value="2026-06-07T10:30:00"/>'
    rows = ods_row("<table:table-cell><text:p>nom</text:p></table:table-cell>") + ods_row(date)

    assert cells_of(ods_of_xml(rows)) == [(2, {"nom": "2026-06-07T10:30"})]


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)


@given(
    st.lists(st.tuples(texts.filter(bool), texts), min_size=1, max_size=8),
    st.sampled_from([csv_file, ods_file, xlsx_file]),
)
def test_what_is_written_is_read(rows: list[tuple[str, str]], make: Callable[..., io.BytesIO]):
    rows = [row for row in rows if not row[0].startswith("=") and not row[1].startswith("=")]

    found = cells_of(make([["nom", "logements"], *rows]))

    assert [(cells["nom"], cells.get("logements", "")) for _number, cells in found] == rows
