"""From a line of the file to the fields of an event, with what is wrong in it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.core.spreadsheets import Cells, Line, parsers
from semainier.events.hours import instant_of
from semainier.events.imports.vocabulary import Vocabulary
from semainier.events.models import Event, Precision
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import check_siren
from semainier.territories.models import Commune

# In degrees. Further than this from the centre of its commune, latitude and longitude may be swapped.
_FAR = 0.7
SAME_POINT = 1e-5  # one metre


@dataclass(slots=True)
class Wanted:
    """What a line asks for: the key and organiser of the event, the fields that the line gives."""

    cells: Cells
    identifier: str
    organisation: Organisation | None = None
    commune: Commune | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(self.fields.get("title") or self.cells.line.cells.get("titre") or self.identifier)


def read_line(line: Line, words: Vocabulary) -> Wanted:
    """Read all but the hours, which need the place; empty cells give no field and leave what is stored."""
    cells = Cells(line)
    wanted = Wanted(cells, cells.read("identifiant", parsers.text(60)) or "")
    wanted.organisation = _organiser(cells, words)
    read = {
        "title": cells.read("titre", parsers.text(140)),
        "description": cells.read("description", parsers.text(2000)),
        "theme": cells.read(
            "theme", _choice(words.themes, _("No theme of the edition is called “%(text)s”."))
        ),
        "kind": cells.read("type", _choice(words.kinds, _("“%(text)s” is not a type of event."))),
        "venue": cells.read("lieu", parsers.text(140)),
        "address": cells.read("adresse", parsers.text(200)),
        "audience": cells.read("public", _choice(words.audiences, _("Write “tous” or “invitation”."))),
        "admission": cells.read("acces", _choice(words.admissions, _("Write “libre” or “inscription”."))),
        "booking_url": cells.read("inscription_url", parsers.url),
        "status": cells.read(
            "statut", _choice(words.statuses, _("Write “prevu”, “complet”, “reporte” or “annule”."))
        ),
        **_place(wanted, words),
        **_point(wanted),
    }
    wanted.fields = {name: value for name, value in read.items() if value is not None and value != ""}
    return wanted


def read_hours(wanted: Wanted, stored: Event | None, words: Vocabulary) -> None:
    """Read start and end in the legal time of the place, that of the line or else of the stored event."""
    zone = stored.tz if stored else None
    if wanted.commune is not None:
        zone = words.zones[wanted.commune.department_id]
    for name, column in (("starts_at", "debut"), ("ends_at", "fin")):
        if (instant := _instant(wanted.cells, column, zone)) is not None:
            wanted.fields[name] = instant
    _check_hours(wanted, stored)


def _check_hours(wanted: Wanted, stored: Event | None) -> None:
    first = wanted.fields.get("starts_at", stored and stored.starts_at)
    last = wanted.fields.get("ends_at", stored and stored.ends_at)
    if first and last and last < first:
        wanted.cells.refuse("fin", "event.reversed", _("The event ends before it begins."))
    if bool(first) != bool(last) and not wanted.cells.problems:
        missing = "fin" if first else "debut"
        wanted.cells.refuse(missing, "import.required", _("Give both the start and the end, or neither."))


def _organiser(cells: Cells, words: Vocabulary) -> Organisation | None:
    siren = cells.read("organisme_siren", parsers.siren)
    if siren is None:
        return None
    try:
        check_siren(siren)
    except DomainError as error:
        cells.refuse("organisme_siren", error.code, f"{error.message} {error.next_step}")
        return None
    organisation = words.organisations.get(siren)
    if organisation is None:
        reason = _("No member has the SIREN %(siren)s: import the organisations first.") % {"siren": siren}
        cells.refuse("organisme_siren", "import.unknown_organisation", reason)
    elif organisation.is_archived:
        reason = _("%(name)s is archived: take it out of the archive first.") % {"name": organisation.name}
        cells.refuse("organisme_siren", "organisation.archived", reason)
    return organisation


def _place(wanted: Wanted, words: Vocabulary) -> dict[str, Any]:
    """Read the commune by its code, else by its name and postcode together; a doubt leaves it open."""
    cells = wanted.cells
    unknown = _("No commune has the INSEE code “%(text)s”.")
    commune = cells.read("code_insee", parsers.choice(words.communes, "unknown_commune", unknown))
    postcode = cells.read("code_postal", parsers.postcode)
    city = cells.read("commune", parsers.text(120))
    if not cells.is_given("code_insee") and city and postcode:
        commune = words.commune_named(city, postcode)
    wanted.commune = commune
    return {
        "commune": commune,
        "department": commune.department if commune else None,
        "postcode": postcode,
        "city": city or (commune.name if commune else None),
    }


def _point(wanted: Wanted) -> dict[str, Any]:
    """Read the point, when somebody has placed the event; the centre of the commune says nothing more."""
    cells, commune = wanted.cells, wanted.commune
    latitude = cells.read("latitude", parsers.decimal(90), is_signed=True)
    longitude = cells.read("longitude", parsers.decimal(180), is_signed=True)
    if cells.is_given("latitude") != cells.is_given("longitude"):
        missing = "longitude" if cells.is_given("latitude") else "latitude"
        cells.refuse(missing, "import.half_point", _("Give both latitude and longitude, or neither."))
    if latitude is None or longitude is None:
        return {}
    if commune is not None and commune.latitude is not None and commune.longitude is not None:
        distance = max(abs(latitude - commune.latitude), abs(longitude - commune.longitude))
        if distance < SAME_POINT:
            return {}
        if distance > _FAR:
            reason = _("This point is far from %(commune)s: are latitude and longitude swapped?")
            cells.refuse("latitude", "import.point_elsewhere", reason % {"commune": commune})
    return {"latitude": latitude, "longitude": longitude, "precision": Precision.EXACT}


def _instant(cells: Cells, column: str, zone: ZoneInfo | None) -> dt.datetime | None:
    moment = cells.read(column, parsers.moment)
    if moment is None or moment.tzinfo is not None:
        return moment
    if zone is None:
        reason = _("We do not know the legal time of the place: give the commune’s INSEE code, or an offset.")
        if all(problem.column != "code_insee" for problem in cells.problems):
            cells.refuse("code_insee", "import.place_unknown", reason)
        return None
    try:
        return instant_of(moment.date(), moment.time(), zone)
    except DomainError as error:
        cells.refuse(column, error.code, f"{error.message} {error.next_step}")
        return None


def _choice(known: dict[str, Any], reason: str) -> Any:
    return parsers.choice(known, "unknown_word", reason)
