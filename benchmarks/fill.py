"""Fill an installation with one edition of so many public events; print where they are as JSON.

Run inside it: `python fill.py EVENTS`. Rows are written in bulk, with every column that the services write.
"""

import datetime as dt
import itertools
import json
import random
import sys
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- after setup
from django.utils.text import slugify  # noqa: E402

from semainier.campaigns.models import Campaign, Edition, EventKind, Phase  # noqa: E402
from semainier.campaigns.services.editions import create_edition, set_current, set_phase, set_themes  # noqa: E402
from semainier.campaigns.services.members import list_members  # noqa: E402
from semainier.core import clock  # noqa: E402
from semainier.events.models import Admission, Event, Moderation, Precision, Status  # noqa: E402
from semainier.events.services.declare import search_text_of  # noqa: E402
from semainier.organisations.models import Family, Organisation  # noqa: E402
from semainier.organisations.services.organisations import search_text_of as organisation_text  # noqa: E402
from semainier.organisations.siren import complete  # noqa: E402
from semainier.territories.models import Commune  # noqa: E402
from semainier.territories.queries import regions_by_department, zones_by_department  # noqa: E402

BATCH = 1000
MOMENTS = ("place_confirmed_at", "created_at", "updated_at", "submitted_at", "published_at")
THEMES = ("Bien vivre ensemble", "Développement durable", "Patrimoine", "Habiter mieux", "Métiers")
WHAT = (
    "Portes ouvertes de la résidence",
    "Visite du chantier",
    "Atelier de réparation de vélos",
    "Fête des voisins",
    "Exposition de photographies",
    "Inauguration du jardin partagé",
    "Rencontre avec les gardiens",
    "Café des aînés",
    "Balade au fil des cours",
    "Spectacle au pied des tours",
    "Forum des métiers",
    "Lecture à voix haute",
)
NAMES = (
    "des Tilleuls",
    "des Deux-Rives",
    "du Vieux-Port",
    "de la Plaine",
    "Jean-Jaurès",
    "des Érables",
    "du Moulin",
)
TEXT = (
    "Les habitants ouvrent leur porte et racontent.", "On découvre les logements rénovés avec l’architecte.",
    "Un goûter est offert aux enfants du quartier.", "L’équipe de proximité répond à toutes les questions.",
    "Le parcours dure une heure et finit dans le jardin.", "Une fresque est peinte avec le collège voisin.",
    "Venez avec vos outils, les vélos et vos idées.", "La chorale des locataires chante à midi.",
)  # fmt: skip


def make_organisations(count: int, communes: list[Commune], chance: random.Random) -> list[Organisation]:
    families = [
        Family.objects.get_or_create(code=code, defaults={"name": code.upper()})[0]
        for code in ("oph", "esh", "coop")
    ]
    made = []
    for number in range(count):
        commune = chance.choice(communes)
        one = Organisation(
            name=f"Habitat {commune.name} {number}",
            legal_name=f"Société d’habitat de {commune.name}",
            siren=complete(f"{30_000_000 + number}"),
            family=families[number % len(families)],
            department_id=commune.department_id,
            city=commune.name,
            commune=commune,
            dwellings=chance.randrange(100, 20_000),
        )
        one.search_text = organisation_text(one)
        made.append(one)
    return Organisation.objects.bulk_create(made, batch_size=BATCH)


def make_edition() -> Edition:
    """Return an open, current edition of nine days that begins in a fortnight."""
    campaign, first = Campaign.objects.create(name="Semaine nationale"), clock.today() + dt.timedelta(days=14)
    edition = create_edition(
        campaign=campaign,
        slug="semaine",
        name="Semaine nationale",
        headline="Habiter mieux",
        starts_on=first,
        ends_on=first + dt.timedelta(days=8),
        by=None,
    )
    set_themes(edition=edition, themes=[{"slug": slugify(name), "name": name} for name in THEMES], by=None)
    set_current(edition=edition, by=None)
    return set_phase(edition=edition, phase=Phase.OPEN, by=None)


class Writer:
    """Makes events one by one, each as create, submit and publish would leave it."""

    def __init__(self, edition: Edition, organisations: list[Organisation], communes: list[Commune]) -> None:
        self.edition, self.organisations, self.chance = edition, organisations, random.Random(2013)
        self.themes, self.days = list(edition.themes.all()), edition.days
        self.communes = {}
        for commune in communes:
            self.communes.setdefault(commune.department_id, []).append(commune)
        self.regions = regions_by_department(edition.starts_on)
        self.zones = {code: str(zone) for code, zone in zones_by_department().items()}

    def event(self, number: int) -> Event:
        chance, organisation = self.chance, self.organisations[number % len(self.organisations)]
        commune = chance.choice(self.communes[organisation.department_id])
        zone = self.zones[commune.department_id]
        title, day = f"{chance.choice(WHAT)} {chance.choice(NAMES)}", chance.choice(self.days)
        starts_at = dt.datetime.combine(day, dt.time(chance.randrange(8, 20)), tzinfo=ZoneInfo(zone))
        published_at = clock.now() - dt.timedelta(minutes=number % 40_000)
        event = Event(
            edition=self.edition,
            organisation=organisation,
            slug=f"{slugify(title)[:60]}-{number}",
            title=title,
            description=" ".join(chance.sample(TEXT, 4)),
            theme=chance.choice(self.themes),
            kind=chance.choice(list(EventKind)),
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2),
            zone=zone,
            first_day=day,
            last_day=day,
            admission=chance.choice(list(Admission)),
            moderation=Moderation.PUBLISHED,
            status=Status.FULL if number % 50 == 0 else Status.SCHEDULED,
            **self.place(number, commune),
            **dict.fromkeys(MOMENTS, published_at),
        )
        event.search_text = search_text_of(event)
        return event

    def place(self, number: int, commune: Commune) -> dict[str, object]:
        return {
            "venue": f"Résidence {self.chance.choice(NAMES)}",
            "address": f"{number % 200 + 1}, rue des Lilas",
            "postcode": commune.postcodes.split(" ")[0],
            "city": commune.name,
            "commune": commune,
            "department_id": commune.department_id,
            "region": self.regions[commune.department_id],
            "latitude": commune.latitude,
            "longitude": commune.longitude,
            "precision": Precision.DEPARTMENT if commune.latitude is None else Precision.COMMUNE,
        }

    def events(self, count: int) -> Iterator[list[Event]]:
        for first in range(0, count, BATCH):
            yield [self.event(number) for number in range(first, min(first + BATCH, count))]


def fill(count: int) -> dict[str, object]:
    chance = random.Random(770)
    communes = list(Commune.objects.order_by("pk"))[::5]
    with transaction.atomic():
        organisations = make_organisations(min(10_000, max(100, count // 10)), communes, chance)
        edition = make_edition()
        list_members(edition=edition, organisations=organisations, listed_on=clock.today(), by=None)
        for batch in Writer(edition, organisations, communes).events(count):
            Event.objects.bulk_create(batch)
    if connection.vendor == "postgresql":  # which counts its rows by itself before long; SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    slugs = Event.objects.order_by("pk").values_list("slug", flat=True)
    regions = Event.objects.order_by("region_id").values_list("region_id", flat=True).distinct()
    return {
        "edition": edition.slug,
        "events": list(itertools.islice(slugs[:: max(1, count // 40)], 40)),
        "themes": [slugify(name) for name in THEMES],
        "regions": list(regions)[:8],
    }


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
