"""Territories for the tests of every app: one at a time, or a small France with its former regions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection

from semainier.territories.models import (
    Commune,
    CommuneAlias,
    Department,
    DepartmentRegion,
    Intercommunality,
    Region,
)
from semainier.territories.names import search_key

LAST_DAY, FIRST_DAY = dt.date(2015, 12, 31), dt.date(2016, 1, 1)

MERGED = {"31": "Nord-Pas-de-Calais", "42": "Alsace", "72": "Aquitaine", "91": "Languedoc-Roussillon"}
NEW = {"32": "Hauts-de-France", "44": "Grand Est", "75": "Nouvelle-Aquitaine", "76": "Occitanie"}
SAME = {"04": "La Réunion", "11": "Île-de-France"}
# code, name, region before 2016 (if another), region, latitude, longitude
DEPARTMENTS = [
    ("24", "Dordogne", "72", "75", 45.106, 0.748),
    ("33", "Gironde", "72", "75", 44.825, -0.575),
    ("34", "Hérault", "91", "76", 43.581, 3.375),
    ("40", "Landes", "72", "75", 43.966, -0.784),
    ("47", "Lot-et-Garonne", "72", "75", 44.366, 0.459),
    ("59", "Nord", "31", "32", 50.446, 3.204),
    ("62", "Pas-de-Calais", "31", "32", 50.493, 2.285),
    ("64", "Pyrénées-Atlantiques", "72", "75", 43.252, -0.765),
    ("67", "Bas-Rhin", "42", "44", 48.667, 7.553),
    ("75", "Paris", None, "11", 48.857, 2.347),
    ("974", "La Réunion", None, "04", -21.12, 55.543),
]
# code, name, intercommunal body, population, latitude, longitude, postcodes
COMMUNES = [
    ("24322", "Périgueux", None, 29055, 45.18691, 0.71439, "24000"),
    ("33063", "Bordeaux", "243300316", 267991, 44.84124, -0.58046, "33000 33100 33200 33300 33800"),
    ("33213", "La Brède", None, 4386, None, None, "33650"),  # its centre is not known
    ("33249", "Lormont", "243300316", 25769, 44.8765, -0.51919, "33310"),
    ("34172", "Montpellier", None, 310240, 43.61093, 3.87635, "34000 34070 34080 34090"),
    ("59350", "Lille", "200093201", 238246, 50.63391, 3.05512, "59000 59160 59260 59777 59800"),
    ("59606", "Valenciennes", None, 43468, 50.35909, 3.52506, "59300"),
    ("59648", "Wattignies", "200093201", 15525, 50.58639, 3.04394, "59139"),
    ("62427", "Hénin-Beaumont", None, 25688, 50.41359, 2.96485, "62110"),
    ("64445", "Pau", None, 80441, 43.31117, -0.35583, "64000"),
    ("67482", "Strasbourg", None, 293771, 48.58392, 7.74553, "67000 67100 67200"),
    ("75056", "Paris", None, 2103778, 48.85341, 2.3488, "75001 75002 75003 75012 75020"),
    ("97411", "Saint-Denis", None, 155634, -20.88231, 55.4504, "97400 97417 97490"),
]


def make_region(code: str = "75", name: str = "Nouvelle-Aquitaine", **fields: Any) -> Region:
    return Region.objects.create(code=code, name=name, **fields)


def make_department(
    code: str = "33", name: str = "Gironde", *, region: Region | None = None, **fields: Any
) -> Department:
    """Make a department that has belonged to the region (Nouvelle-Aquitaine if none is given) for ever."""
    department = Department.objects.create(code=code, name=name, **fields)
    region = region or Region.objects.filter(code="75").first() or make_region()
    DepartmentRegion.objects.create(department=department, region=region)
    return department


def make_commune(
    code: str = "33063", name: str = "Bordeaux", *, department: Department | None = None, **fields: Any
) -> Commune:
    """Make a commune, of the Gironde unless a department is given; no centre and no postcode unless given."""
    department = department or Department.objects.filter(code="33").first() or make_department()
    return Commune.objects.create(
        code=code, name=name, department=department, search_name=search_key(name), **fields
    )


# The statements that write the small France, kept when it is made for the first time: sent again they cost a
# sixth of what building the rows costs, and nearly every test begins with them.
_STATEMENTS: list[tuple[str, Any]] = []


def load_small_france() -> None:
    """Make 11 departments with the regions of both times, 13 communes (La Brède has no centre), an old code.

    Paris has the old code 75112 of its twelfth district.
    """
    if _STATEMENTS:
        with connection.cursor() as cursor:
            for sql, values in _STATEMENTS:
                cursor.execute(sql, values)
        return
    sent: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 -- Django's signature
        if sql.startswith("INSERT"):
            sent.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        _write_small_france()
    _STATEMENTS.extend(sent)


def _write_small_france() -> None:
    Region.objects.bulk_create(
        [
            *(Region(code=code, name=name, valid_to=LAST_DAY) for code, name in MERGED.items()),
            *(Region(code=code, name=name, valid_from=FIRST_DAY) for code, name in NEW.items()),
            *(Region(code=code, name=name) for code, name in SAME.items()),
        ]
    )
    Department.objects.bulk_create(
        Department(code=code, name=name, latitude=latitude, longitude=longitude, time_zone=_zone(code))
        for code, name, _old, _region, latitude, longitude in DEPARTMENTS
    )
    DepartmentRegion.objects.bulk_create(_attachments())
    Intercommunality.objects.bulk_create(
        [
            Intercommunality(siren="243300316", name="Bordeaux Métropole", kind="METRO"),
            Intercommunality(siren="200093201", name="Métropole Européenne de Lille", kind="METRO"),
        ]
    )
    Commune.objects.bulk_create(
        Commune(
            code=code,
            name=name,
            department_id=code[:3] if code.startswith("97") else code[:2],
            intercommunality_id=body,
            population=population,
            latitude=latitude,
            longitude=longitude,
            postcodes=postcodes,
            search_name=search_key(name),
        )
        for code, name, body, population, latitude, longitude, postcodes in COMMUNES
    )
    CommuneAlias.objects.create(code="75112", commune_id="75056")


def _zone(department_code: str) -> str:
    return "Indian/Reunion" if department_code == "974" else "Europe/Paris"


def _attachments() -> list[DepartmentRegion]:
    before = [
        DepartmentRegion(department_id=code, region_id=old, valid_to=LAST_DAY)
        for code, _name, old, *_rest in DEPARTMENTS
        if old
    ]
    return before + [
        DepartmentRegion(department_id=code, region_id=region, valid_from=FIRST_DAY if old else None)
        for code, _name, old, region, *_rest in DEPARTMENTS
    ]
