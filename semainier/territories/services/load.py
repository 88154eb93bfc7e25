"""Bring the database in step with the shipped file; rows that are right already are not touched."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Manager, Model
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core.errors import DomainError
from semainier.territories.models import (
    Commune,
    CommuneAlias,
    Department,
    DepartmentRegion,
    Intercommunality,
    Region,
)
from semainier.territories.names import search_key

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "territories.json.gz"
BATCH = 2_000
# In the order of the columns of the file; scripts/build_territories.py writes it.
COMMUNE_FIELDS = (
    "name",
    "department_id",
    "intercommunality_id",
    "population",
    "latitude",
    "longitude",
    "postcodes",
    "search_name",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a load did to one kind of rows; `absent` rows are no longer in the file and were kept."""

    created: int
    changed: int
    unchanged: int
    absent: int


@transaction.atomic
def load_territories(*, by: User | None, path: Path = SHIPPED) -> dict[str, Tally]:
    """Create and correct territories from the shipped file; return a tally per kind.

    A second run changes nothing and leaves no audit line. Centres given by the operator stay.
    Raises DomainError `territories.no_data` when the file was not built. 35,000 communes in a few seconds.
    """
    file = _read(path)
    tallies = {
        "regions": _sync(Region, ("name", "valid_from", "valid_to"), _dated(file["regions"])),
        "departments": _sync(Department, ("name", "time_zone", "latitude", "longitude"), file["departments"]),
        "attachments": _sync_attachments(file["attachments"]),
        "intercommunalities": _sync(Intercommunality, ("name", "kind"), file["intercommunalities"]),
        "communes": _sync(Commune, COMMUNE_FIELDS, _communes(file["communes"])),
        "aliases": _sync(CommuneAlias, ("commune_id",), file["aliases"]),
    }
    if any(tally.created or tally.changed for tally in tallies.values()):
        record(
            by=by, verb="territories.loaded", data={kind: asdict(tally) for kind, tally in tallies.items()}
        )
    return tallies


def _read(path: Path) -> dict[str, list[list[Any]]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            content: dict[str, list[list[Any]]] = json.load(file)
    except FileNotFoundError as error:
        raise DomainError(
            "territories.no_data",
            _("The file of territories is missing: %(path)s.") % {"path": path},
            _("Run “make build”, or install the released package, which holds the file."),
        ) from error
    return content


def _dated(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Read the last two columns as days."""
    for row in rows:
        yield [*row[:-2], *(day and parse_date(day) for day in row[-2:])]


def _communes(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    kept = Commune.objects.filter(centre_is_local=True).values_list("code", "latitude", "longitude")
    local = {code: (latitude, longitude) for code, latitude, longitude in kept}
    for code, name, department, body, population, latitude, longitude, postcodes in rows:
        centre = local.get(code, (latitude, longitude))
        yield [code, name, department, body, population, *centre, postcodes, search_key(name)]


def _sync(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> Tally:
    """Write the rows that are new or differ; the first column is the key. One read, one write per batch."""
    key, objects = model._meta.pk.attname, model._default_manager  # noqa: SLF001 -- Django documents both
    known = {row[0]: row[1:] for row in objects.values_list(key, *fields)}
    created = changed = unchanged = 0
    batch: list[Model] = []
    for code, *values in rows:
        stored = known.pop(code, None)
        if stored == tuple(values):
            unchanged += 1
            continue
        created, changed = created + (stored is None), changed + (stored is not None)
        batch.append(model(**{key: code}, **dict(zip(fields, values, strict=True))))
        if len(batch) == BATCH:
            _upsert(objects, key, fields, batch)
            batch = []
    _upsert(objects, key, fields, batch)
    return Tally(created, changed, unchanged, len(known))


def _upsert(objects: Manager[Any], key: str, fields: Sequence[str], batch: list[Model]) -> None:
    objects.bulk_create(batch, update_conflicts=True, unique_fields=[key], update_fields=fields)


def _sync_attachments(rows: Iterable[list[Any]]) -> Tally:
    """Replace the attachments that differ; a department that the file does not name keeps its own."""
    fields = ("department_id", "region_id", "valid_from", "valid_to")
    wanted = [tuple(row) for row in _dated(rows)]
    departments = {row[0] for row in wanted}
    stored = {tuple(values): pk for pk, *values in DepartmentRegion.objects.values_list("pk", *fields)}
    new = [DepartmentRegion(**dict(zip(fields, row, strict=True))) for row in wanted if row not in stored]
    stale = [pk for row, pk in stored.items() if row[0] in departments and row not in wanted]
    DepartmentRegion.objects.filter(pk__in=stale).delete()
    DepartmentRegion.objects.bulk_create(new)
    unchanged = len(wanted) - len(new)
    absent = len(stored) - len(stale) - unchanged
    return Tally(max(len(new) - len(stale), 0), len(stale), unchanged, absent)
