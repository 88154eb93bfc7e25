"""Invented content for the style guide: a week of nine days, a few events, a form with faults."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from django import forms
from django.core.paginator import Paginator

from semainier.core.clock import PARIS

# The pages of the guide: components, then the rooms as they are put together.
PAGES = (
    "components",
    "forms",
    "week",
    "programme",
    "event",
    "space",
    "desk",
    "board",
    "map",
    "sign_in",
    "error",
)


class Day(NamedTuple):
    date: dt.date
    word: str
    total: int
    gone: bool
    open: bool


class Row(NamedTuple):
    wait: str
    title: str
    organiser: str
    starts_at: dt.datetime
    place: str
    kind: str
    word: str
    here: bool


class Region(NamedTuple):
    name: str
    members: int
    rate: float
    was: float
    gap: str


@dataclass(frozen=True)
class Edition:
    """What the frame reads of an edition."""

    slug: str = "semaine-2013"
    name: str = "Semaine nationale des Hlm"
    starts_on: dt.date = dt.date(2013, 6, 8)
    ends_on: dt.date = dt.date(2013, 6, 16)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Event:
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    town: str
    organiser: str
    theme: str
    access: str
    state: tuple[str, str] = ("", "")
    zone: str = "Europe/Paris"


class SampleForm(forms.Form):
    """Every shape of field."""

    title = forms.CharField(label="Titre", max_length=80, help_text="Ce qu’on lirait sur une affiche.")
    theme = forms.ChoiceField(
        label="Thème", choices=[("", "Choisissez"), ("patrimoine", "Patrimoine"), ("energie", "Énergie")]
    )
    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label="Début", widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label="Fin", widget=forms.TimeInput(attrs={"type": "time"}))
    text = forms.CharField(label="Texte", max_length=600, widget=forms.Textarea(attrs={"rows": 4}))
    audience = forms.ChoiceField(
        label="Qui peut venir ?",
        choices=[("public", "Tout le monde"), ("invitation", "Sur invitation")],
        widget=forms.RadioSelect,
        initial="public",
    )
    needs = forms.MultipleChoiceField(
        label="Accès",
        required=False,
        choices=[
            ("fauteuil", "De plain-pied"),
            ("lsf", "Interprète en langue des signes"),
            ("boucle", "Boucle magnétique"),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez ce qui est sûr.",
    )
    picture = forms.FileField(label="Image", required=False, help_text="JPEG, PNG ou WebP, 10 Mo au plus.")
    right = forms.BooleanField(label="J’ai le droit de publier cette image", required=False)


def _at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2013, 6, day, hour, minute, tzinfo=PARIS)


EVENTS = (
    Event(
        "Le jardin des Lilas ouvre sa grille",
        _at(12, 10),
        _at(12, 12),
        "Montpellier",
        "Office public de l’habitat de la Communauté d’agglomération de Montpellier",
        "Bien vivre ensemble",
        "Entrée libre, de plain-pied",
    ),
    Event(
        "Une maison qui se chauffe avec presque rien",
        _at(12, 10),
        _at(12, 17),
        "Hénin-Beaumont",
        "Habitat 62/59",
        "Développement durable",
        "Sur inscription",
        ("wait", "6 places"),
    ),
    Event(
        "Atelier « Lire sa facture d’eau »",
        _at(12, 14),
        _at(12, 15, 30),
        "Lormont",
        "Coop Logis des Deux-Rives",
        "Habiter mieux",
        "Entrée libre",
        ("off", "Annulé"),
    ),
    Event(
        "Une église devenue logements",
        _at(12, 14, 30),
        _at(12, 16),
        "Wattignies",
        "Groupe Habitat du Nord",
        "Patrimoine",
        "Sur inscription",
        ("no", "Complet"),
    ),
    Event(
        "Vingt ans d’escalier B : portraits",
        _at(12, 17),
        _at(12, 19),
        "Blaye",
        "Les Maisons de l’Estuaire",
        "Bien vivre ensemble",
        "Entrée libre, langue des signes",
    ),
    Event(
        "Le bruit du voisin, film et débat",
        _at(12, 18),
        _at(14, 20),
        "Valenciennes",
        "SA du Hainaut",
        "Bien vivre ensemble",
        "Entrée libre",
    ),
)
WORDS = (
    "Inaugurations",
    "Fêtes de quartier",
    "Écoles et jardins",
    "Chantiers ouverts",
    "Aujourd’hui",
    "La journée la plus riche",
    "Fêtes des voisins",
    "Visites en famille",
    "Clôture",
)
COUNTS = (74, 21, 66, 88, 97, 102, 91, 48, 13)
ROWS = (
    Row(
        "4 j",
        "Un verger entre deux barres",
        "Coop Logis des Deux-Rives",
        _at(15, 10),
        "Lormont, 33",
        "wait",
        "Relire : lieu",
        True,
    ),
    Row(
        "3 j",
        "Le chantier de la rue Haute",
        "Les Maisons de l’Estuaire",
        _at(13, 14),
        "Blaye, 33",
        "none",
        "Nouveau",
        False,
    ),
    Row(
        "2 j",
        "Bal sur la place du Lavoir",
        "Habitat des Landes océanes",
        _at(14, 19),
        "Tarnos, 40",
        "wait",
        "Relire : heure",
        False,
    ),
    Row(
        "2 j",
        "Café avec les gardiens",
        "Le Toit périgourdin",
        _at(14, 8, 30),
        "Périgueux, 24",
        "no",
        "Doublon ?",
        False,
    ),
    Row(
        "5 h",
        "Bricoler sans crainte : poser une étagère, changer un joint, percer un mur",
        "Coop Logis des Deux-Rives",
        _at(15, 10),
        "Cenon, 33",
        "none",
        "Nouveau",
        False,
    ),
)
POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": {"title": title, "url": "#", "when": "10 h", "place": "ici"},
        }
        for place, title in (
            ((3.87, 43.61), "Jardin"),
            ((3.88, 43.62), "Visite"),
            ((3.06, 50.63), "Film"),
            ((-0.57, 44.84), "Verger"),
        )
    ],
}
REGIONS = (
    Region("Nord-Pas-de-Calais", 46, 0.57, 0.31, "+12"),
    Region("Aquitaine", 38, 0.55, 0.32, "+9"),
    Region("Provence-Alpes-Côte d’Azur", 56, 0.27, 0.2, "+4"),
    Region("Guyane", 2, 0.0, 0.0, "="),
)


def sample(data: dict[str, Any] | None) -> dict[str, Any]:
    """Return the context of the guide."""
    faulty = SampleForm(
        {"title": "Visite", "day": "2013-06-08", "start": "10:00", "audience": "public", "needs": ["rien"]}
    )
    faulty.add_error(None, "La fin est avant le début : corrigez l’une des deux heures.")
    return {
        "pages": PAGES,
        "edition": Edition(),
        "events": EVENTS,
        "event": EVENTS[0],
        "days": [
            Day(dt.date(2013, 6, 8 + n), WORDS[n], COUNTS[n], n < 4, n == 4)  # noqa: PLR2004 -- the fifth is today
            for n in range(9)
        ],
        "rows": ROWS,
        "regions": REGIONS,
        "form": SampleForm(data),
        "faulty": faulty,
        "page_obj": Paginator(range(97), 20).page(2),
        "keys": [("P", "Publier"), ("D", "Demander"), ("R", "Refuser")],
        "typed": 'Un texte comme on le tape, avec "guillemets", l\'apostrophe: est-ce lisible?',
        "points_url": "data:application/json," + quote(json.dumps(POINTS)),
        "kinds": ("success", "info", "warning", "error"),
        "unknown": None,
    }
