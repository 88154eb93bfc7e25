import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from semainier.core.sheets import csv_lines, safe_cell, xlsx_bytes


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("Hlm", "Hlm"),
        (-2, -2),
        (None, ""),
    ],
)
def test_safe_cell(value, cell):
    assert safe_cell(value) == cell


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_csv_has_its_mark_and_semicolons():
    assert list(csv_lines(["nom", "n"], [["Été", 1], ["a;b", None]])) == [
        "\ufeffnom;n\r\n",
        "Été;1\r\n",
        '"a;b";\r\n',
    ]


def test_workbook_is_read_back():
    content = xlsx_bytes({"feuille": (["nom", "n"], [["=1", 2]]), "vide": (["x"], [])})

    book = load_workbook(io.BytesIO(content))

    assert [[cell.value for cell in row] for row in book["feuille"]] == [["nom", "n"], ["'=1", 2]]
    assert book["feuille"].freeze_panes == "A2"
    assert book.sheetnames == ["feuille", "vide"]
