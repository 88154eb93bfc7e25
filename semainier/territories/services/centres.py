"""An operator's own file of communes: centres where the shipped data know none, or better ones."""

import csv
import io
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.errors import DomainError
from semainier.territories.models import Commune
from semainier.territories.names import plain

MAX_BYTES = 20 * 1024 * 1024
BATCH = 2_000
DECIMALS = 6  # a tenth of a metre
COLUMNS = {
    "code": ("code insee", "insee", "code", "code commune", "codgeo", "com"),
    "latitude": ("latitude", "lat", "latitude centre"),
    "longitude": ("longitude", "lon", "lng", "long", "longitude centre"),
}
# Mainland France and Corsica with a margin: catches latitude and longitude in the wrong order.
MAINLAND = ((41.0, 51.5), (-5.7, 10.0))
Centre = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RefusedCentre:
    """A row that was left out: its line in the file, the column to correct, why."""

    line: int
    column: str
    reason: str


@dataclass(slots=True)
class CentreReport:
    """What an import does, or would do when `applied` is false."""

    applied: bool
    changed: int = 0
    unchanged: int = 0
    refused: list[RefusedCentre] = field(default_factory=list)


class _BadRowError(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@transaction.atomic
def import_communes(*, content: bytes, by: User | None, apply: bool = False) -> CentreReport:
    """Take the centres of communes from a CSV file (INSEE code, latitude, longitude in degrees WGS 84).

    Reports only, unless `apply`; a second run changes nothing. A bad file is refused whole (DomainError
    `territories.bad_file`), a bad row alone. The centres stay when the shipped data are loaded again.
    One read, one write per 2,000 rows.
    """
    report = CentreReport(applied=apply)
    columns = Commune.objects.values_list("code", "department_id", "latitude", "longitude")
    known = {code: (department, (latitude, longitude)) for code, department, latitude, longitude in columns}
    wanted: dict[str, Centre] = {}
    for line, row in _rows(_decode(content)):
        try:
            code, centre = _read_row(row, known.keys(), wanted)
        except _BadRowError as bad:
            report.refused.append(RefusedCentre(line, bad.column, bad.reason))
            continue
        wanted[code] = centre
    changes = {code: (known[code][0], centre) for code, centre in wanted.items() if known[code][1] != centre}
    report.changed, report.unchanged = len(changes), len(wanted) - len(changes)
    if apply and changes:
        _store(changes)
        data = {"changed": report.changed, "refused": len(report.refused)}
        record(by=by, verb="communes.placed", data=data)
    return report


def _store(changes: dict[str, tuple[str, Centre]]) -> None:
    """Write by upsert, ten times faster than bulk_update; every row exists, so only the centres are taken."""
    rows = [
        Commune(
            code=code, department_id=department, latitude=centre[0], longitude=centre[1], centre_is_local=True
        )
        for code, (department, centre) in changes.items()
    ]
    fields = ["latitude", "longitude", "centre_is_local"]
    Commune.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _bad_file(_("The file is larger than 20 MB."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with its line, under our names of columns."""
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=header.count), strict=True)
    try:
        places = _columns([plain(cell) for cell in next(reader, [])])
        for cells in reader:
            if any(cells):
                row = {name: cells[i].strip() if i < len(cells) else "" for name, i in places.items()}
                yield reader.line_num, row
    except csv.Error as error:
        reason = _("Line %(line)s cannot be read.") % {"line": reader.line_num}
        raise _bad_file(reason) from error


def _columns(header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, words in COLUMNS.items():
        at = [i for i, cell in enumerate(header) if cell in words]
        if len(at) != 1:
            raise _bad_file(_("The file needs exactly one column “%(column)s”.") % {"column": words[0]})
        places[name] = at[0]
    return places


def _bad_file(reason: str) -> DomainError:
    advice = _("Give a CSV file with the columns code_insee, latitude and longitude.")
    return DomainError("territories.bad_file", reason, advice)


def _read_row(row: dict[str, str], known: Container[str], wanted: dict[str, Centre]) -> tuple[str, Centre]:
    code = row["code"].upper().zfill(5)  # spreadsheets drop the zero of 01001
    if code not in known:
        raise _BadRowError("code_insee", _("No commune has the code “%(code)s”.") % {"code": row["code"]})
    if code in wanted:
        raise _BadRowError("code_insee", _("The commune %(code)s stands in the file twice.") % {"code": code})
    centre = (_degrees("latitude", row["latitude"], 90), _degrees("longitude", row["longitude"], 180))
    inside = all(low <= value <= high for value, (low, high) in zip(centre, MAINLAND, strict=True))
    if not inside and code < "97":
        raise _BadRowError(
            "latitude", _("This place is not in mainland France: are latitude and longitude swapped?")
        )
    return code, centre


def _degrees(column: str, text: str, limit: int) -> float:
    try:
        value = round(float(text.replace(",", ".")), DECIMALS)
    except ValueError as error:
        raise _BadRowError(column, _("“%(text)s” is not a number of degrees.") % {"text": text}) from error
    if not abs(value) <= limit:  # also refuses NaN
        raise _BadRowError(
            column, _("“%(text)s” is not between -%(limit)s and %(limit)s.") % {"text": text, "limit": limit}
        )
    return value
