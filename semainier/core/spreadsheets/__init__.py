"""Tables that come into the house: CSV, XLSX and ODS from strangers, read as a stream within fixed bounds."""

from semainier.core.spreadsheets import parsers
from semainier.core.spreadsheets.cells import Cells
from semainier.core.spreadsheets.columns import COLUMN_OF_PROBLEM, REASON_OF_PROBLEM, Column
from semainier.core.spreadsheets.report import (
    VERDICT_WORDS,
    ImportReport,
    Problem,
    RowVerdict,
    Verdict,
    refused_rows,
)
from semainier.core.spreadsheets.table import Line, Table

__all__ = [
    "COLUMN_OF_PROBLEM",
    "REASON_OF_PROBLEM",
    "VERDICT_WORDS",
    "Cells",
    "Column",
    "ImportReport",
    "Line",
    "Problem",
    "RowVerdict",
    "Table",
    "Verdict",
    "parsers",
    "refused_rows",
]
