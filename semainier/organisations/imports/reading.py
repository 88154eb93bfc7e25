"""From a line of the file to the fields of an organisation, with what is wrong in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.core.search import normalise
from semainier.core.spreadsheets import Cells, Line, parsers
from semainier.organisations.models import Family
from semainier.organisations.services.organisations import check_siren
from semainier.territories.models import Commune, CommuneAlias, Department, DepartmentRegion, Region


@dataclass(slots=True)
class Wanted:
    """What a line asks for: the keys of the organisation, and the fields that the line gives."""

    cells: Cells
    siren: str
    identifier: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(self.fields.get("name") or self.cells.line.cells.get("enseigne") or self.siren)


class Vocabulary:
    """The families and places that a file may name, by code or by name. Five queries."""

    def __init__(self) -> None:
        self.families = {
            normalise(word): family
            for family in Family.objects.all()
            for word in (family.code, family.name, family.name_en)
            if word
        }
        self.departments = _by_code_and_name(Department.objects.all())
        self.regions = _by_code_and_name(Region.objects.all())
        # Whatever the time: the regions before 2016 stay in old files.
        self.attachments = set(DepartmentRegion.objects.values_list("department_id", "region_id"))
        self.communes: dict[str, Commune] = {}

    def load_communes(self, codes: set[str]) -> None:
        """Look up the communes of the next lines, old codes included. Two queries."""
        communes = Commune.objects.filter(pk__in=codes)
        aliases = CommuneAlias.objects.filter(pk__in=codes).select_related("commune")
        self.communes = {normalise(commune.code): commune for commune in communes}
        self.communes |= {normalise(alias.code): alias.commune for alias in aliases}


def read_line(line: Line, words: Vocabulary) -> Wanted:
    """Read one line; empty cells and absent columns give no field, so they leave what is stored."""
    cells = Cells(line)
    wanted = Wanted(cells, _siren(cells), cells.read("identifiant", parsers.text(60)) or "")
    department, commune = _place(cells, words)
    read = {
        "siren": wanted.siren,
        "external_id": wanted.identifier,
        "name": cells.read("enseigne", parsers.text(200)),
        "legal_name": cells.read("raison_sociale", parsers.text(250)),
        "family": cells.read("famille", _family(words)),
        "department": department,
        "commune": commune,
        "address": cells.read("adresse", parsers.text(250)),
        "postcode": cells.read("code_postal", parsers.postcode),
        "city": cells.read("commune", parsers.text(120)) or (commune.name if commune else None),
        "website": cells.read("site", parsers.url),
        "email": cells.read("courriel", parsers.email),
        "dwellings": cells.read("logements", parsers.whole_number),
    }
    wanted.fields = {name: value for name, value in read.items() if value is not None and value != ""}
    return wanted


def _siren(cells: Cells) -> str:
    siren = cells.read("siren", parsers.siren) or ""
    try:
        check_siren(siren)
    except DomainError as error:
        cells.refuse("siren", error.code, f"{error.message} {error.next_step}")
        return ""
    return siren


def _family(words: Vocabulary) -> Any:
    reason = _("No family is called “%(text)s”: add it first, or correct the word.")
    return parsers.choice(words.families, "unknown_family", reason)


def _place(cells: Cells, words: Vocabulary) -> tuple[Department | None, Commune | None]:
    """Read department, region and commune, which must agree; without a department the commune gives it."""
    unknown = _("No department is called “%(text)s”: write its code (01, 2A, 33, 974) or its name.")
    department = cells.read("departement", parsers.choice(words.departments, "unknown_department", unknown))
    unknown = _("No region is called “%(text)s”: write its INSEE code or its name.")
    region = cells.read("region", parsers.choice(words.regions, "unknown_region", unknown))
    unknown = _("No commune has the INSEE code “%(text)s”.")
    commune = cells.read("code_insee", parsers.choice(words.communes, "unknown_commune", unknown))
    if department is None and commune is not None and not cells.is_given("departement"):
        department = words.departments[normalise(commune.department_id)]
    if department is None:
        return None, commune
    if commune is not None and commune.department_id != department.pk:
        reason = _("%(commune)s is not in the department %(code)s.")
        reason %= {"commune": commune, "code": department.pk}
        cells.refuse("code_insee", "import.commune_elsewhere", reason)
    if region is not None and (department.pk, region.pk) not in words.attachments:
        reason = _("%(department)s is not in the region %(region)s.")
        reason %= {"department": department, "region": region}
        cells.refuse("region", "import.region_elsewhere", reason)
    return department, commune


def _by_code_and_name(places: Iterable[Any]) -> dict[str, Any]:
    return {normalise(word): place for place in places for word in (place.name, place.code)}
