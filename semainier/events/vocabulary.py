"""The French words that addresses, spreadsheets and feeds use for the codes which the database keeps."""

from collections.abc import Mapping
from typing import TypeVar

from semainier.campaigns.models import EventKind
from semainier.events.models import Admission, Audience, Status

Code = TypeVar("Code", bound=str)

AUDIENCES: Mapping[str, Audience] = {
    "tous": Audience.PUBLIC,
    "habitants": Audience.RESIDENTS,
    "invitation": Audience.INVITATION,
    "presse": Audience.PRESS,
}
ADMISSIONS: Mapping[str, Admission] = {"libre": Admission.FREE, "inscription": Admission.REGISTRATION}
STATUSES: Mapping[str, Status] = {
    "prevu": Status.SCHEDULED,
    "complet": Status.FULL,
    "reporte": Status.POSTPONED,
    "annule": Status.CANCELLED,
}
KINDS: Mapping[str, EventKind] = {
    "visite": EventKind.VISIT,
    "portes-ouvertes": EventKind.OPEN_DAY,
    "inauguration": EventKind.INAUGURATION,
    "exposition": EventKind.EXHIBITION,
    "atelier": EventKind.WORKSHOP,
    "debat": EventKind.DEBATE,
    "projection": EventKind.SCREENING,
    "fete": EventKind.FESTIVITY,
    "autre": EventKind.OTHER,
}


def word_of(words: Mapping[str, Code], code: str) -> str:
    """Return the French word of a code, the code itself where there is none."""
    return next((word for word, known in words.items() if known == code), code)


def code_of(words: Mapping[str, Code], text: str) -> Code | None:
    """Return the code that a French word or the code itself names, None for anything else."""
    if text in words:
        return words[text]
    return next((code for code in words.values() if code == text), None)
