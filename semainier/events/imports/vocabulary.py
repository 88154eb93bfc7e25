"""The words that a file may use for themes, types, places, and who is who."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation

from semainier.campaigns.models import Commitment, Edition, EventKind
from semainier.core.search import normalise
from semainier.core.spreadsheets import Line
from semainier.events import vocabulary
from semainier.events.models import Admission, Audience, Status
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, CommuneAlias
from semainier.territories.names import search_key
from semainier.territories.queries import zones_by_department


class Vocabulary:
    """What the lines of one edition may name. Three queries, then four per batch of lines."""

    def __init__(self, edition: Edition) -> None:
        self.themes = {
            normalise(word): theme
            for theme in edition.themes.all()
            for word in (theme.name_en, theme.name, theme.slug)
            if word
        }
        self.kinds = _words(vocabulary.KINDS, EventKind)
        self.audiences = _words(vocabulary.AUDIENCES, Audience)
        self.admissions = _words(vocabulary.ADMISSIONS, Admission)
        self.statuses = _words(vocabulary.STATUSES, Status)
        self.zones = zones_by_department()
        standing = Commitment.objects.filter(edition=edition, withdrawn_at__isnull=True)
        self.committed = set(standing.values_list("organisation_id", flat=True))
        self.organisations: dict[str, Organisation] = {}
        self.communes: dict[str, Commune] = {}
        self.namesakes: dict[str, list[Commune]] = {}

    def load(self, batch: list[Line]) -> None:
        """Look up the organisers and communes of the next lines."""
        sirens = ["".join(line.cells.get("organisme_siren", "").split()) for line in batch]
        members = Organisation.objects.members().filter(siren__in=filter(None, sirens))
        self.organisations = {organisation.siren: organisation for organisation in members}
        self.look_up(
            codes={line.cells.get("code_insee", "").upper() for line in batch},
            cities={line.cells.get("commune", "") for line in batch},
        )

    def look_up(self, *, codes: set[str], cities: set[str]) -> None:
        """Look up communes by their codes and by their names. Three queries."""
        codes, names = codes - {""}, {search_key(city) for city in cities} - {""}
        communes = Commune.objects.select_related("department")
        aliases = CommuneAlias.objects.filter(pk__in=codes).select_related("commune__department")
        self.communes = {normalise(commune.code): commune for commune in communes.filter(pk__in=codes)}
        self.communes |= {normalise(alias.code): alias.commune for alias in aliases}
        self.namesakes = {}
        for commune in communes.filter(search_name__in=names):
            self.namesakes.setdefault(commune.search_name, []).append(commune)

    def commune_named(self, name: str, postcode: str) -> Commune | None:
        """Return the only commune of that name with that postcode; a name alone is not enough."""
        namesakes = self.namesakes.get(search_key(name), [])
        found = [commune for commune in namesakes if postcode in commune.postcodes.split()]
        return found[0] if len(found) == 1 else None


def _words(known: Mapping[str, Any], choices: Any) -> dict[str, Any]:
    """Return every word for each choice: the French one, the code, the labels of both languages."""
    words = {normalise(word): code for word, code in known.items()}
    for language in ("en", "fr"):
        with translation.override(language):
            words |= {normalise(text): choice for choice in choices for text in _texts(choice)}
    return words


def _texts(choice: Any) -> Iterable[str]:
    return (str(choice.label), str(choice.value))
