"""Which column of a file is which: French headers, English names, any order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from semainier.core.search import normalise
from semainier.core.spreadsheets import limits

# What a file of refused rows adds; sent again, these two are passed over.
COLUMN_OF_PROBLEM, REASON_OF_PROBLEM = "colonne", "motif"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that we know: its French header, its other names, whether a file without it is refused."""

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Where each known column stands, and the headers that nobody knows."""

    places: dict[str, int]
    unknown: list[str]
    width: int


def read_header(cells: Sequence[str], columns: Sequence[Column]) -> Header:
    """Find the columns; raise when one is missing or stands twice."""
    names = {_key(name): column.name for column in columns for name in (column.name, *column.aliases)}
    places: dict[str, int] = {}
    unknown: list[str] = []
    for index, cell in enumerate(cells):
        name = names.get(_key(cell))
        if name in places:
            message = _("The column “%(column)s” stands twice in the file.") % {"column": name}
            raise limits.bad_file("column_twice", message, _("Keep one of the two."))
        if name is not None:
            places[name] = index
        elif cell and _key(cell) not in {COLUMN_OF_PROBLEM, REASON_OF_PROBLEM}:
            unknown.append(cell)
    _check_complete(columns, places)
    return Header(places, unknown, len(cells))


def _check_complete(columns: Sequence[Column], places: dict[str, int]) -> None:
    missing = [column.name for column in columns if column.is_required and column.name not in places]
    if missing:
        raise limits.bad_file(
            "missing_column",
            _("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)},
            _("The first line of the file names the columns. Start from our model file."),
        )


def _key(text: str) -> str:
    return normalise(text).replace(" ", "_")
