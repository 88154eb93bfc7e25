"""Laws of tables: what leaves comes back, however it is written, and never runs."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from semainier.core.errors import DomainError
from semainier.core.sheets import csv_lines, csv_response, safe_cell, xlsx_bytes, xlsx_response
from semainier.core.spreadsheets import Cells, Column, Line, parsers
from semainier.core.spreadsheets.columns import read_header
from semainier.core.spreadsheets.parsers import BadCellError
from semainier.core.spreadsheets.values import Formula, text_of

# What a person can type into a cell: no control signs.
TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
COLUMNS = (Column("siren", ("number",), is_required=True), Column("enseigne", ("name",)), Column("ville"))


@given(st.lists(st.lists(TYPED, min_size=2, max_size=2), max_size=5))
def test_a_csv_is_read_back_as_it_was_but_for_what_would_run(rows: list[list[str]]):
    text = "".join(csv_lines(["a", "b"], rows))

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert read == [["a", "b"], *([safe_cell(cell) for cell in row] for row in rows)]


@given(TYPED)
def test_a_text_that_left_comes_back_from_our_own_export(text: str):
    cells = Cells(Line(2, {"a": safe_cell(text)}))

    if safe_cell(text) != text:  # it would have run: an apostrophe keeps it, and is taken away again
        assert cells.read("a", parsers.text(100)) == text


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.text(alphabet="ab é=", max_size=9)), max_size=4))
def test_a_workbook_is_read_back(rows: list[tuple[int, str]]):
    book = load_workbook(io.BytesIO(xlsx_bytes({"x": (["n", "t"], rows)})))

    read = [[cell.value for cell in row] for row in book["x"].iter_rows(min_row=2)]
    assert [(number, text or "") for number, text in read] == [(n, safe_cell(t)) for n, t in rows]
    assert all(cell.data_type != "f" for row in book["x"] for cell in row)


def test_a_title_is_cut_where_spreadsheets_cut_it():
    book = load_workbook(io.BytesIO(xlsx_bytes({"x" * 40: (["n"], [])})))

    assert book.sheetnames == ["x" * 31]


@pytest.mark.parametrize(("response", "name"), [(csv_response, "a.csv"), (xlsx_response, "a.xlsx")])
def test_a_table_that_leaves_bears_its_name(response, name: str):
    made = response("a", *((["n"], [[1]]) if name == "a.csv" else ({"x": (["n"], [[1]])},)))

    assert made["Content-Disposition"] == f'attachment; filename="{name}"'


@given(st.permutations(["siren", "NAME", "Ville"]))
def test_columns_are_found_in_any_order_and_by_any_name(headers: list[str]):
    found = read_header(headers, COLUMNS)

    assert found.places == {
        "siren": headers.index("siren"),
        "enseigne": headers.index("NAME"),
        "ville": headers.index("Ville"),
    }
    assert (found.unknown, found.width) == ([], 3)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (["enseigne"], "spreadsheet.missing_column"),
        ([], "spreadsheet.missing_column"),
        (["siren", "name", "Enseigne"], "spreadsheet.column_twice"),
        (["siren", "number"], "spreadsheet.column_twice"),
    ],
)
def test_a_column_missing_or_there_twice_is_refused(headers: list[str], code: str):
    with pytest.raises(DomainError) as refusal:
        read_header(headers, COLUMNS)

    assert refusal.value.code == code


def test_what_nobody_knows_is_told_but_not_what_we_added():
    found = read_header(["Siren", "", "Couleur", "colonne", "motif"], COLUMNS)

    assert (found.unknown, found.width) == (["Couleur"], 5)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" a ", "a"),
        (True, "1"),
        (False, "0"),
        (12.0, "12"),
        (12.5, "12.5"),
        (7, "7"),
        (dt.date(2026, 6, 7), "2026-06-07"),
        (dt.datetime(2026, 6, 7, 10, 30), "2026-06-07T10:30"),  # noqa: DTZ001 -- cells have no zone
        (dt.datetime(2026, 6, 7, 10, 30, 5), "2026-06-07T10:30:05"),  # noqa: DTZ001 -- cells have no zone
        (dt.time(10, 30), "10:30:00"),
        (object(), "="),
    ],
)
def test_a_typed_value_is_written_as_people_would(value, text: str):
    assert text_of(value) == text


def test_what_is_no_plain_value_is_a_formula():
    assert isinstance(text_of(object()), Formula)
    assert not isinstance(text_of("x"), Formula)


@given(st.integers(0, 999_999_999), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_a_number_is_read_with_any_gap(number: int, gap: str):
    assert parsers.whole_number(f"{number:,}".replace(",", gap)) == number


def said_of(parse, text: str):
    """Return the value, or the code of the refusal."""
    try:
        return parse(text)
    except BadCellError as error:
        return error.code
    except ValueError:
        return "no number"


@given(st.text(max_size=20))
def test_a_number_is_read_or_refused_never_guessed(text: str):
    assert said_of(parsers.whole_number, text) in {"import.number", said_of(int, "".join(text.split()))}


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 1, 1)))  # noqa: DTZ001 -- as people write
def test_a_moment_is_read_as_french_and_as_machines_write_it(moment: dt.datetime):
    moment = moment.replace(second=0, microsecond=0)

    for written in (f"{moment:%d/%m/%Y %H:%M}", f"{moment:%d/%m/%Y à %Hh%M}", moment.isoformat()):
        assert parsers.moment(written) == moment


@given(st.text(max_size=25))
def test_any_text_is_a_moment_or_refused(text: str):
    said = said_of(parsers.moment, text)

    assert isinstance(said, dt.datetime) or said in {"import.moment", "import.hour_missing"}
