"""Three organisations, a regional association and an edition in an installation that `setup` made: `scenery.py begin|after`.

`begin`: the edition is open, its week starts in ten days, the three organisations are invited by their mailbox, a coordinator
is invited. `after`: the edition is in its phase of counting.
"""

import datetime as dt
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.db import transaction  # noqa: E402 -- after django.setup

from semainier.campaigns.models import Campaign, Edition, ListedMember  # noqa: E402 -- after django.setup
from semainier.campaigns.services.editions import (  # noqa: E402 -- after django.setup
    create_edition,
    publish_charter,
    set_current,
    set_phase,
    set_themes,
)
from semainier.campaigns.services.members import invite_to_edition, list_members  # noqa: E402 -- after django.setup
from semainier.core import clock  # noqa: E402 -- after django.setup
from semainier.core.roles import Place  # noqa: E402 -- after django.setup
from semainier.organisations.models import Family, Organisation  # noqa: E402 -- after django.setup
from semainier.organisations.services.organisations import (  # noqa: E402 -- after django.setup
    create_organisation,
    set_territory,
)
from semainier.organisations.services.people import invite_person  # noqa: E402 -- after django.setup
from semainier.organisations.siren import complete  # noqa: E402 -- after django.setup
from semainier.territories.models import Department  # noqa: E402 -- after django.setup

MEMBERS = [("Habitat des Deux-Rives", "33"), ("Le Toit périgourdin", "24"), ("Le Logis des Flandres", "59")]


def network() -> list[Organisation]:
    association = create_organisation(
        kind=Place.REGIONAL,
        name="AROSHA",
        department=Department.objects.get(code="33"),
        email="relais@arosha.example",
        by=None,
    )
    set_territory(association=association, departments=["24", "33", "40", "47", "64"], by=None)
    invite_person(
        organisation=association, email="regina@arosha.example", name="Regina", role="coordinator", by=None
    )
    family = Family.objects.create(code="oph", name="Office public de l’habitat")
    return [
        create_organisation(
            name=name,
            siren=complete(f"0001234{n}"),
            department=Department.objects.get(code=department),
            family=family,
            email=f"contact{n}@membre.example",
            by=None,
        )
        for n, (name, department) in enumerate(MEMBERS)
    ]


@transaction.atomic
def begin() -> None:
    members = network()
    first = clock.today() + dt.timedelta(days=10)
    edition = create_edition(
        campaign=Campaign.objects.create(name="Semaine d’essai"), slug="semaine-essai", name="Semaine d’essai",
        headline="Habiter mieux", starts_on=first, ends_on=first + dt.timedelta(days=6), by=None,
    )  # fmt: skip
    set_themes(edition=edition, themes=[{"slug": "voisins", "name": "Bien vivre ensemble"}], by=None)
    publish_charter(edition=edition, text="Nous ouvrons nos portes.", by=None)
    set_current(edition=edition, by=None)
    list_members(edition=edition, organisations=members, listed_on=clock.today(), by=None)
    set_phase(edition=edition, phase="open", by=None)
    for listed in ListedMember.objects.all():
        invite_to_edition(listed=listed, by=None)


@transaction.atomic
def after() -> None:
    edition = Edition.objects.get()
    set_phase(edition=edition, phase="week", by=None)
    set_phase(edition=edition, phase="counting", by=None)


if __name__ == "__main__":
    {"begin": begin, "after": after}[sys.argv[1]]()
