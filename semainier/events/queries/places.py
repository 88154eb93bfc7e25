"""Which commune a person means, told by the words she typed."""

import re
from dataclasses import dataclass, field, replace

from semainier.events.geocoding import Address
from semainier.events.models import Event
from semainier.territories.models import Commune, Department
from semainier.territories.names import search_key
from semainier.territories.queries import Suggestion, find_commune, suggest_communes

# As many communes of one name as France has (Sainte-Colombe and the like stay well below).
MANY = 60
_DIGITS = re.compile(r"\b\d+\b")
# « Paris 12e », « Lyon 3e arrondissement »: the commune is meant.
_ARRONDISSEMENT = re.compile(r"\b\d{1,2}(er|e|[eè]me)\b(\s+arrondissement)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Town:
    """Where an event takes place: a commune, else what was typed and a department.

    `candidates` are the communes between which the words do not tell; `commune` is set once one was picked.
    """

    city: str = ""
    postcode: str = ""
    commune: Commune | None = None
    department: Department | None = None
    candidates: list[Suggestion] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return what tells one place from another: a person confirms this place and no other."""
        if self.commune is not None:
            return self.commune.pk
        return f"{self.department.pk}:{self.city}" if self.department else ""

    @property
    def is_ambiguous(self) -> bool:
        return bool(self.candidates) and self.commune is None

    @property
    def has_centre(self) -> bool:
        return self.commune is not None and self.commune.has_centre


def find_town(text: str, department: Department | None, choice: str = "") -> Town:
    """Return the town that is meant; several candidates when the words do not tell. At most three queries.

    `choice` is the code of the candidate that the person picked. A name that no commune of the chosen
    department bears is kept as typed, to be placed; without a department there is nothing to place.
    """
    words = _ARRONDISSEMENT.sub("", text).strip()
    code = department.pk if department else None
    found = [s for s in suggest_communes(words, limit=MANY) if code in {None, s.department}]
    name = search_key(_DIGITS.sub(" ", words))
    meant = [s for s in found if search_key(s.name) == name] or found
    if len(meant) == 1:
        return _town_of(meant[0].code, words)
    if picked := [s for s in meant if s.code == choice]:
        return replace(_town_of(picked[0].code, words), candidates=meant)
    return Town(city=text.strip(), department=department, candidates=meant)


def town_of_event(event: Event) -> Town:
    """Return the place that the event has. No query when commune and department are loaded."""
    return Town(event.city, event.postcode, event.commune, event.department)


def town_of_address(found: Address) -> Town | None:
    """Return the town in which an address lies; None when no commune has its code. At most two queries."""
    commune = find_commune(found.citycode)
    return Town(commune.name, found.postcode, commune, commune.department) if commune else None


def town_words(town: Town) -> str:
    """Return the words that find the same commune again: « 33310 Lormont »."""
    return f"{town.postcode} {town.city}".strip()


def _town_of(code: str, text: str) -> Town:
    """Keep the postcode that was typed, or the only one: among several a guess is worse than none."""
    commune = find_commune(code)
    assert commune is not None  # noqa: S101 -- it was suggested a moment ago
    postcodes = commune.postcodes.split()
    typed = [word for word in re.findall(r"\b\d{5}\b", text) if word in postcodes]
    postcode = (typed or (postcodes if len(postcodes) == 1 else [""]))[0]
    return Town(commune.name, postcode, commune, commune.department)
