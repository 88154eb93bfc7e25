"""The cells of one line, read as what their columns hold; what cannot be read is gathered, never guessed."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from semainier.core.spreadsheets.parsers import BadCellError
from semainier.core.spreadsheets.report import FORMULA_MARK, Problem
from semainier.core.spreadsheets.table import Line
from semainier.core.spreadsheets.values import Formula

Value = TypeVar("Value")
# A text that begins like this would run in the next spreadsheet. Source: OWASP, "CSV Injection".
_STARTS = ("=", "+", "-", "@")
_ERRORS = {
    "#N/A",
    "#REF!",
    "#NAME?",
    "#NOM?",
    "#VALUE!",
    "#VALEUR!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#NOMBRE!",
}


class Cells:
    """A reader answers None for a cell that is absent, empty, or wrong; a wrong one adds a problem."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.problems: list[Problem] = []
        if line.overflows:
            self.refuse("", "import.too_many_cells", _("The line has more cells than there are columns."))

    def refuse(self, column: str, code: str, reason: str) -> None:
        """Add a problem of a column; the line is refused."""
        self.problems.append(Problem(column, code, reason))

    def is_given(self, column: str) -> bool:
        return bool(self.line.cells.get(column))

    def read(self, column: str, parse: Callable[[str], Value], *, is_signed: bool = False) -> Value | None:
        """Return what `parse` makes of the cell. `is_signed`: a number may begin with + or -."""
        if not self.is_given(column):
            return None
        try:
            return parse(_plain(self.line.cells[column], is_signed=is_signed))
        except BadCellError as error:
            self.refuse(column, error.code, error.reason)
            return None


def _plain(text: str, *, is_signed: bool) -> str:
    """Return the cell without the apostrophe that exports put before a text that would run."""
    if text.startswith("'") and text[1:2] in _STARTS:
        return text[1:]
    if (
        isinstance(text, Formula)
        or text.startswith(("=", FORMULA_MARK))
        or (text.startswith(_STARTS) and not is_signed)
    ):
        reason = _("A formula, or a text that begins with = + - @: write the value itself.")
        raise BadCellError("formula", reason)
    if text.upper() in _ERRORS:
        reason = _("The spreadsheet shows an error here: %(text)s.") % {"text": text}
        raise BadCellError("cell_error", reason)
    return text
