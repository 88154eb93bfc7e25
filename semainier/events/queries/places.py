"""Which commune a person means, told by the words she typed."""

import re
from dataclasses import dataclass, field

from semainier.events.models import Event
from semainier.territories.models import Commune, Department
from semainier.territories.names import search_key
from semainier.territories.queries import Suggestion, find_commune, suggest_communes

# As many communes of one name as France has (Sainte-Colombe and the like stay well below).
MANY = 60


@dataclass(frozen=True, slots=True)
class Town:
    """Where an event takes place: a commune, else what was typed and its department; or several candidates."""

    city: str = ""
    postcode: str = ""
    commune: Commune | None = None
    department: Department | None = None
    candidates: list[Suggestion] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return what tells one place from another: a person confirms this place and no other."""
        return self.commune.pk if self.commune else f"{self.department.pk if self.department else ''}:{self.city}"

    @property
    def has_centre(self) -> bool:
        return self.commune is not None and self.commune.has_centre


def find_town(text: str, department: Department | None, choice: str = "") -> Town:
    """Return the town that is meant; several candidates when the words do not tell. At most three queries.

    `choice` is the code of the candidate that the person picked. A name that no commune of the chosen department
    bears is kept as typed, to be placed; without a department there is neither commune nor candidate.
    """
    code = department.pk if department else None
    found = [s for s in suggest_communes(text, limit=MANY) if code in {None, s.department}]
    name = _name_in(text)
    exact = [s for s in found if search_key(s.name) == name] or found
    picked = [s for s in exact if s.code == choice] if len(exact) > 1 else exact
    if picked:
        return _town_of(picked[0].code, text)
    if exact:
        return Town(city=text, department=department, candidates=exact)
    return Town(city=text.strip(), department=department)


def town_of_event(event: Event) -> Town:
    """Return the place that the event has. No query when commune and department are loaded."""
    return Town(event.city, event.postcode, event.commune, event.department)


def town_words(town: Town) -> str:
    """Return the words that find the same commune again: « 33310 Lormont »."""
    return f"{town.postcode} {town.city}".strip()


def _name_in(text: str) -> str:
    return search_key(re.sub(r"\b\d+\b", " ", text))


def _town_of(code: str, text: str) -> Town:
    """Keep the postcode that was typed, or the only one: a large town has several, and guessing is worse than none."""
    commune = find_commune(code)
    assert commune is not None  # noqa: S101 -- it was suggested a moment ago
    postcodes = commune.postcodes.split()
    typed = [word for word in re.findall(r"\b\d{5}\b", text) if word in postcodes]
    postcode = (typed or (postcodes if len(postcodes) == 1 else [""]))[0]
    return Town(commune.name, postcode, commune, commune.department)
