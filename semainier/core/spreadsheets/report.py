"""What an import does, or would do: a verdict per line, with old and new values, or what to correct."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import pgettext_lazy

# Stands before a formula in a file of refused lines: refused again until a person has written the value.
FORMULA_MARK = "#FORMULE!"


class Verdict(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


# Its word on a page, and the shape that goes with it (core/components/state.html).
VERDICT_WORDS = {
    Verdict.CREATED: (pgettext_lazy("verdict on a line", "Created"), "yes"),
    Verdict.CHANGED: (pgettext_lazy("verdict on a line", "Changed"), "wait"),
    Verdict.UNCHANGED: (pgettext_lazy("verdict on a line", "Unchanged"), "none"),
    Verdict.REFUSED: (pgettext_lazy("verdict on a line", "Refused"), "no"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line is refused: the column to correct (empty: the whole line), a stable code, a sentence."""

    column: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of one line, or of what no line tells any more: line 0.

    `changes`: column to old and new value. `cells`: of refused lines only.
    """

    line: int
    verdict: Verdict
    label: str
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    note: str = ""
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        return str(VERDICT_WORDS[self.verdict][0])

    @property
    def shape(self) -> str:
        return VERDICT_WORDS[self.verdict][1]

    @property
    def essence(self) -> tuple[Any, ...]:
        """Return what two checks of one file must agree upon, in any language."""
        return (
            self.line or self.label,
            self.verdict,
            *sorted(self.changes),
            *sorted(p.code for p in self.problems),
        )


@dataclass(slots=True)
class ImportReport:
    """The verdicts of a file in its order. `applied` is false for a check, which wrote nothing.

    `notes` are sentences about the file as a whole.
    """

    applied: bool = False
    rows: list[RowVerdict] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Return the number of lines per verdict, none left out; their sum is the number of lines."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def refused(self) -> list[RowVerdict]:
        return [row for row in self.rows if row.verdict == Verdict.REFUSED]

    def agrees_with(self, other: "ImportReport") -> bool:
        """Whether both reports would do the same."""
        return [row.essence for row in self.rows] == [row.essence for row in other.rows]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values, for a JSON column; empty parts are left out."""
        rows = [{key: value for key, value in asdict(row).items() if value} for row in self.rows]
        return {"rows": rows, "unknown_columns": self.unknown_columns, "notes": self.notes}

    @classmethod
    def from_json(cls, stored: dict[str, Any], *, applied: bool) -> Self:
        rows = [_row(values) for values in stored.get("rows", ())]
        return cls(applied, rows, list(stored.get("unknown_columns", ())), list(stored.get("notes", ())))


def refused_rows(columns: Sequence[str], rows: Sequence[RowVerdict]) -> Iterator[list[str]]:
    """Yield the refused lines to correct and send again: their columns, then which is wrong and why."""
    for row in rows:
        where = ", ".join(dict.fromkeys(problem.column for problem in row.problems if problem.column))
        why = " ".join(problem.reason for problem in row.problems)
        computed = {problem.column for problem in row.problems if problem.code == "import.formula"}
        marked = {name: f"{FORMULA_MARK} {cell}" for name, cell in row.cells.items() if name in computed}
        yield [*((row.cells | marked).get(name, "") for name in columns), where, why]


def _row(values: dict[str, Any]) -> RowVerdict:
    return RowVerdict(
        line=values.get("line", 0),  # empty parts were left out
        verdict=Verdict(values["verdict"]),
        label=values.get("label", ""),
        changes={column: (old, new) for column, (old, new) in values.get("changes", {}).items()},
        problems=tuple(Problem(**problem) for problem in values.get("problems", ())),
        note=values.get("note", ""),
        cells=values.get("cells", {}),
    )
