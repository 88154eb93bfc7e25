"""What a segment is made of: the words it may be narrowed by, and the set of them that a person chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import pgettext_lazy

from semainier.organisations.sizes import Size


class Matter(models.TextChoices):
    """What an organisation is asked for. All but OTHER are reminders, with an answer that ends them."""

    COMMIT = "commit", pgettext_lazy("matter", "Join the edition")
    DECLARE = "declare", pgettext_lazy("matter", "Declare an event")
    SUBMIT = "submit", pgettext_lazy("matter", "Submit the drafts")
    OUTCOME = "outcome", pgettext_lazy("matter", "Tell how it went")
    OTHER = "other", pgettext_lazy("matter", "Something else")


class Situation(models.TextChoices):
    """What an organisation of the list did, or what is known of it. Codes of the board's stages mean the same."""

    INVITED = "invited", pgettext_lazy("situation", "was invited")
    OPENED = "opened", pgettext_lazy("situation", "opened the invitation")
    COMMITTED = "committed", pgettext_lazy("situation", "has joined")
    DRAFT = "draft", pgettext_lazy("situation", "has a draft that is not submitted")
    DECLARED = "declared", pgettext_lazy("situation", "has declared an event")
    PUBLISHED = "published", pgettext_lazy("situation", "has a published event")
    HELD = "held", pgettext_lazy("situation", "has held an event")
    ANSWERED = "answered", pgettext_lazy("situation", "has told how it went")
    OUTCOME_MISSING = (
        "outcome_missing",
        pgettext_lazy("situation", "has an event that is over, without outcome"),
    )
    SILENT = "silent", pgettext_lazy("situation", "is silent")
    TOOK_PART = "took_part", pgettext_lazy("situation", "took part in the edition before")
    UNREACHABLE = "unreachable", pgettext_lazy("situation", "has nobody to write to")


# A family that is not known, among the codes of families.
NO_FAMILY = "-"


@dataclass(frozen=True, slots=True)
class Criteria:
    """Regions, families and tags by their codes, bands and situations; nothing named means no condition."""

    regions: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()  # situations that must not be; not used to leave out
    tags: tuple[str, ...] = ()

    @classmethod
    def read(cls, said: Mapping[str, Iterable[str]]) -> "Criteria":
        """Return the criteria of a stored or typed mapping; a band or situation that does not exist is left out."""
        values = {one.name: tuple(dict.fromkeys(said.get(one.name, ()))) for one in fields(cls)}
        for name, known in (("sizes", Size.values), ("states", SITUATIONS), ("lacking", SITUATIONS)):
            values[name] = tuple(value for value in values[name] if value in known)
        return cls(**values)

    def stored(self) -> dict[str, list[str]]:
        """Return what is kept in a table."""
        return {one.name: list(getattr(self, one.name)) for one in fields(self) if getattr(self, one.name)}

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


SITUATIONS = frozenset(Situation.values)


# Criterion -> its name in addresses and forms; what leaves out has PREFIX before it.
NAMES = {
    "regions": "regions",
    "families": "familles",
    "sizes": "tailles",
    "states": "etats",
    "lacking": "sans",
    "tags": "etiquettes",
}
PREFIX = "hors_"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a segment keeps and whom it leaves out."""

    include: Criteria = Criteria()
    exclude: Criteria = Criteria()

    def address(self, **more: Any) -> str:
        """Return the filters as the query of an address, with `more` behind."""
        return urlencode({**self.named(), **{k: v for k, v in more.items() if v}}, doseq=True)

    def named(self) -> dict[str, list[str]]:
        """Return the filters under the names that they have in addresses and forms."""
        kept = {NAMES[name]: values for name, values in self.include.stored().items()}
        left_out = {PREFIX + NAMES[name]: values for name, values in self.exclude.stored().items()}
        return {**kept, **left_out}

    @property
    def has_conditions(self) -> bool:
        return bool(self.include) or bool(self.exclude)
