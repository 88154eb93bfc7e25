"""Invented names: organisations with the sound of their region, people, addresses, telephones."""

import random
import re
from dataclasses import dataclass, field

from semainier.core.search import normalise
from semainier.demo.french import of
from semainier.demo.words import names

# Numbers that nobody will ever have, by telephone zone. Source: ARCEP, plan national de numérotation, numbers
# reserved for works of fiction.
PHONES = {
    "ile": "01 99 00",
    "ouest": "02 61 91",
    "centre": "02 61 91",
    "nord": "03 53 01",
    "est": "03 53 01",
    "sudest": "04 65 71",
    "corse": "04 65 71",
    "sudouest": "05 36 49",
    "outremer": "06 39 98",
    "mobile": "06 39 98",
}
LONGEST_HOST = 60


@dataclass(frozen=True, slots=True)
class PersonName:
    first: str
    last: str
    is_woman: bool

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def mailbox(self) -> str:
        return f"{_ascii(self.first)}.{_ascii(self.last)}"


@dataclass
class Naming:
    """Gives each name once."""

    rng: random.Random
    _taken: set[str] = field(default_factory=set)
    # First names still to be given in this round, so that neighbours on a list differ.
    _firsts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._taken.update(self.cast(part).mailbox for part in names()["cast"])

    def cast(self, part: str) -> PersonName:
        """Return the name of somebody whom a visitor may become."""
        row = names()["cast"][part]
        return PersonName(row["first"], row["last"], row["woman"])

    def organisation(self, family: str, area: str) -> tuple[str, str]:
        """Return a usual name and a legal name that no other organisation has."""
        while True:
            usual, legal = self._organisation(family, area)
            if usual not in self._taken:
                self._taken.add(usual)
                return usual, legal

    def host(self, name: str) -> str:
        """Return a web host under .example that no other organisation has."""
        base = host = (
            _ascii(name)[:LONGEST_HOST].rsplit("-", 1)[0]
            if len(_ascii(name)) > LONGEST_HOST
            else _ascii(name)
        )
        number = 1
        while host in self._taken:
            number += 1
            host = f"{base}-{number}"
        self._taken.add(host)
        return f"{host}.example"

    def person(self) -> PersonName:
        """Return a name that nobody else has."""
        while True:
            is_woman = self.rng.random() < 0.6  # noqa: PLR2004 -- communication is a trade of women
            first = self._first("first_names_f" if is_woman else "first_names_m")
            person = PersonName(first, self.rng.choice(names()["last_names"]), is_woman)
            if person.mailbox not in self._taken:
                self._taken.add(person.mailbox)
                return person

    def _first(self, kind: str) -> str:
        left = self._firsts.setdefault(kind, [])
        if not left:
            left.extend(self.rng.sample(names()[kind], len(names()[kind])))
        return left.pop()

    def phone(self, area: str) -> str:
        """Return a telephone number of fiction."""
        return f"{PHONES[area]} {self.rng.randrange(100):02d} {self.rng.randrange(100):02d}"

    def street(self) -> str:
        return f"{self.rng.randint(1, 140)} {self.rng.choice(names()['streets'])}"

    def _organisation(self, family: str, area: str) -> tuple[str, str]:
        ways = names()["organisations"]
        toponym = self.rng.choice(names()["toponyms"][area])
        place = self.rng.choice(ways["before"]).format(dt=of(toponym))
        whole = place if self.rng.random() < 0.6 else toponym  # noqa: PLR2004 -- as often as it sounds right
        gaps = {"t": toponym, "b": place, "dt": _of_place(whole)}
        usual = self.rng.choice(ways[family]).format(**gaps)
        return usual, self.rng.choice(ways[f"{family}_legal"]).format(n=usual, **gaps)


def _of_place(place: str) -> str:
    """Return « du Val d’Aubrelle », « des Rives de Cendrac », « de la Vallée de Cendrac », « de Cendrac »."""
    articles = {
        "Val": "du",
        "Pays": "du",
        "Plateau": "du",
        "Rives": "des",
        "Portes": "des",
        "Coteaux": "des",
        "Marches": "des",
        "Vallée": "de la",
    }
    article = articles.get(place.split(maxsplit=1)[0])
    return f"{article} {place}" if article else of(place)


def _ascii(text: str) -> str:
    return re.sub(r"\s+", "-", normalise(text))
