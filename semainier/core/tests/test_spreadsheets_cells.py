"""What a cell may hold, and the code of what it may not."""

import datetime as dt
from typing import Any

import pytest

from semainier.core.spreadsheets import (
    Cells,
    ImportReport,
    Line,
    Problem,
    RowVerdict,
    Verdict,
    parsers,
    refused_rows,
)
from semainier.core.spreadsheets.values import Formula

PLUS_2 = dt.timezone(dt.timedelta(hours=2))


def read(text: str, parse: Any, **options: bool) -> Any:
    """Return the value, or the code of the problem."""
    cells = Cells(Line(2, {"a": text}))
    value = cells.read("a", parse, **options)
    return cells.problems[0].code if cells.problems else value


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        ("Élan", parsers.text(4), "Élan"),
        ("Élans", parsers.text(4), "import.too_long"),
        ("18 700", parsers.whole_number, 18700),
        ("18\u202f700", parsers.whole_number, 18700),
        ("12,5", parsers.whole_number, "import.number"),
        ("١٢", parsers.whole_number, "import.number"),
        ("9999999999", parsers.whole_number, "import.number"),
        ("44,5", parsers.decimal(90), 44.5),
        ("91", parsers.decimal(90), "import.number"),
        ("nan", parsers.decimal(90), "import.number"),
        ("nord", parsers.decimal(90), "import.number"),
        ("a@b.example", parsers.email, "a@b.example"),
        ("a@b", parsers.email, "import.email"),
        ("www.elan.example", parsers.url, "https://www.elan.example"),
        ("http://elan.example/x", parsers.url, "http://elan.example/x"),
        ("javascript://elan.example", parsers.url, "import.url"),
        ("pas une adresse", parsers.url, "import.url"),
        ("33310", parsers.postcode, "33310"),
        ("1000", parsers.postcode, "import.postcode_lost_zero"),
        ("F-33310", parsers.postcode, "import.postcode"),
        ("123 456 789", parsers.siren, "123456789"),
        ("#REF!", parsers.text(40), "import.cell_error"),
    ],
)
def test_a_cell_is_read_or_refused_with_its_code(text: str, parse: Any, expected: Any):
    assert read(text, parse) == expected


@pytest.mark.parametrize("text", ["=1+1", "+33 5 56", "-2+3", "@SUM(A1)", Formula("=A1"), "#FORMULE! =1+1"])
def test_a_formula_is_refused_where_a_text_is_expected(text: str):
    assert read(text, parsers.text(40)) == "import.formula"


def test_a_formula_is_refused_where_a_number_is_expected_but_a_sign_is_not():
    assert read("=1", parsers.decimal(90), is_signed=True) == "import.formula"
    assert read("-0.57", parsers.decimal(90), is_signed=True) == -0.57


def test_the_apostrophe_of_our_exports_is_taken_away():
    assert read("'- visite guidée", parsers.text(40)) == "- visite guidée"
    assert read("'74 logements", parsers.text(40)) == "'74 logements"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-07T10:30", dt.datetime(2026, 6, 7, 10, 30)),  # noqa: DTZ001 -- the place gives the zone
        ("2026-06-07 10:30:15", dt.datetime(2026, 6, 7, 10, 30, 15)),  # noqa: DTZ001 -- the place gives the zone
        ("2026-06-07T10:30+02:00", dt.datetime(2026, 6, 7, 10, 30, tzinfo=PLUS_2)),
        ("2026-06-07T08:30Z", dt.datetime(2026, 6, 7, 8, 30, tzinfo=dt.UTC)),
        ("07/06/2026 10:30", dt.datetime(2026, 6, 7, 10, 30)),  # noqa: DTZ001 -- the place gives the zone
        ("7/6/2026 à 10h", dt.datetime(2026, 6, 7, 10, 0)),  # noqa: DTZ001 -- the place gives the zone
        ("2026-06-07", "import.hour_missing"),
        ("07/06/2026", "import.hour_missing"),
        ("31/06/2026 10:00", "import.moment"),
        ("2026-06-07T25:00", "import.moment"),
        ("06-07-2026 10:00", "import.moment"),
        ("dimanche", "import.moment"),
    ],
)
def test_days_and_hours(text: str, expected: Any):
    assert read(text, parsers.moment) == expected


def test_a_choice_is_named_by_comparable_words():
    parse = parsers.choice({"coop hlm": 1}, "unknown_family", "No family %(text)s.")

    assert read("Coop'Hlm", parse) == 1
    assert read("coop", parse) == "import.unknown_family"


def test_an_absent_or_empty_cell_is_no_value_and_no_problem():
    cells = Cells(Line(2, {"a": ""}))

    assert [cells.read("a", parsers.email), cells.read("b", parsers.email), cells.problems] == [
        None,
        None,
        [],
    ]


def test_a_line_with_too_many_cells_is_refused():
    assert [p.code for p in Cells(Line(2, {}, overflows=True)).problems] == ["import.too_many_cells"]


def test_a_report_survives_its_json_and_its_counts_add_up():
    refused = RowVerdict(
        3, Verdict.REFUSED, "B", problems=(Problem("a", "import.email", "Wrong."),), cells={"a": "x"}
    )
    rows = [RowVerdict(2, Verdict.CHANGED, "A", {"a": ("1", "2")}, note="n"), refused]
    report = ImportReport(applied=True, rows=rows, unknown_columns=["c"])

    assert ImportReport.from_json(report.as_json(), applied=True) == report
    assert report.counts == {"created": 0, "changed": 1, "unchanged": 0, "refused": 1}
    assert report.agrees_with(ImportReport(rows=rows))
    assert not report.agrees_with(ImportReport(rows=rows[:1]))


def test_refused_lines_keep_their_cells_and_a_formula_is_marked():
    problems = (Problem("a", "import.formula", "No formula."), Problem("b", "import.email", "Wrong."))
    row = RowVerdict(3, Verdict.REFUSED, "B", problems=problems, cells={"a": "=1", "b": "x"})

    assert list(refused_rows(["a", "b"], [row])) == [["#FORMULE! =1", "x", "a, b", "No formula. Wrong."]]
