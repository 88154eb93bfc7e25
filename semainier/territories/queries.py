"""Reads: which region on which day, which commune is meant, where it lies, what hour it is there."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.territories.models import Commune, Department, DepartmentRegion, Region
from semainier.territories.names import search_key


class Precision(StrEnum):
    """How far a place can be trusted before a person has confirmed it."""

    COMMUNE = "commune"  # the centre of the commune
    DEPARTMENT = "department"  # only where a map opens: the place is to be put on it by a person


@dataclass(frozen=True, slots=True)
class Place:
    """A position in degrees (WGS 84), or none where nothing is known, with its precision."""

    latitude: float | None
    longitude: float | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A commune that a person may mean; the postcode is the one typed, else the first."""

    code: str
    name: str
    department: str
    department_name: str
    postcode: str


def region_of(department_code: str, on: dt.date) -> Region:
    """Return the region of the department on that day, under its name of that day. One query.

    Raises DomainError `territories.unknown_department`.
    """
    attachment = (
        DepartmentRegion.objects.on(on).filter(department_id=department_code).select_related("region").first()
    )
    if attachment is None:
        raise _unknown_department(department_code)
    return _named(attachment.region, on)


def regions_by_department(on: dt.date) -> dict[str, Region]:
    """Return the region of every department on that day, under its name of that day, by department code. One query."""
    attachments = DepartmentRegion.objects.on(on).select_related("region")
    return {attachment.department_id: _named(attachment.region, on) for attachment in attachments}


def regions_on(on: dt.date) -> list[Region]:
    """Return the regions of that day by their name of that day, overseas collectivities last. One query."""
    regions = (_named(region, on) for region in Region.objects.on(on))
    return sorted(regions, key=lambda region: (region.is_collectivity, search_key(region.name)))


def departments_of(region_code: str, on: dt.date) -> list[Department]:
    """Return the departments that the region has on that day, by code; none outside its time. One query."""
    attachments = DepartmentRegion.objects.on(on).filter(region_id=region_code).select_related("department")
    return [attachment.department for attachment in attachments.order_by("department_id")]


def zone_of(department_code: str) -> ZoneInfo:
    """Return the legal time zone of the department. One query.

    Raises DomainError `territories.unknown_department`.
    """
    name = Department.objects.filter(code=department_code).values_list("time_zone", flat=True).first()
    if name is None:
        raise _unknown_department(department_code)
    return ZoneInfo(name)


def zones_by_department() -> dict[str, ZoneInfo]:
    """Return the legal time zone of every department, by code. One query."""
    return {code: ZoneInfo(name) for code, name in Department.objects.values_list("code", "time_zone")}


def find_commune(code: str) -> Commune | None:
    """Return the commune with this INSEE code, or the one that the old or partial code is now part of.

    At most two queries.
    """
    communes = Commune.objects.select_related("department")
    return communes.filter(code=code).first() or communes.filter(aliases__code=code).first()


def resolve_place(commune_code: str | None, department_code: str) -> Place:
    """Return the best known position of a commune, else of its department. At most three queries.

    Raises DomainError `territories.unknown_department`, `territories.unknown_commune`,
    or `territories.commune_elsewhere` when the commune lies in another department.
    """
    if commune_code:
        commune = _commune_in(commune_code, department_code)
        if commune.has_centre:
            return Place(commune.latitude, commune.longitude, Precision.COMMUNE)
        department: Department | None = commune.department
    else:
        department = Department.objects.filter(code=department_code).first()
    if department is None:
        raise _unknown_department(department_code)
    return Place(department.latitude, department.longitude, Precision.DEPARTMENT)


def suggest_communes(text: str, limit: int = 10) -> list[Suggestion]:
    """Return the communes whose name or postcode begins with the text: the exact name, then by population.

    Accents, hyphens and articles are forgiven; "33000 Bordeaux" and "Bordeaux (33)" work too. One query.
    """
    digits = "".join(re.findall(r"\b\d{1,5}\b", text)[:1])
    name = search_key(re.sub(r"\b\d+\b", " ", text))
    if not digits and not name:
        return []
    exact = Case(When(search_name=name, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Commune.objects.filter(_begins(name, digits)).select_related("department")
    ranked = found.order_by(exact, F("population").desc(nulls_last=True), "code")[:limit]
    return [_suggestion(commune, digits) for commune in ranked]


def _named(region: Region, on: dt.date) -> Region:
    region.name = region.name_on(on)
    return region


def _begins(name: str, digits: str) -> Q:
    condition = Q(search_name__startswith=name)
    if digits:
        condition &= Q(postcodes__startswith=digits) | Q(postcodes__contains=f" {digits}")
    return condition


def _suggestion(commune: Commune, digits: str) -> Suggestion:
    postcodes = commune.postcodes.split() or [""]
    typed = [postcode for postcode in postcodes if digits and postcode.startswith(digits)]
    return Suggestion(
        code=commune.code,
        name=commune.name,
        department=commune.department_id,
        department_name=commune.department.name,
        postcode=(typed or postcodes)[0],
    )


def _commune_in(commune_code: str, department_code: str) -> Commune:
    commune = find_commune(commune_code)
    if commune is None:
        raise DomainError(
            "territories.unknown_commune",
            _("No commune has the code “%(code)s”.") % {"code": commune_code},
            _("Choose the commune from the list, or leave it empty and give the department."),
        )
    if commune.department_id != department_code:
        raise DomainError(
            "territories.commune_elsewhere",
            _("%(commune)s is not in the department %(code)s.")
            % {"commune": commune, "code": department_code},
            _("Choose the commune from the list again: its department comes with it."),
        )
    return commune


def _unknown_department(code: str) -> DomainError:
    return DomainError(
        "territories.unknown_department",
        _("No department has the code “%(code)s”.") % {"code": code},
        _("Give the code of the department in two or three signs: 33, 2A or 974."),
    )
