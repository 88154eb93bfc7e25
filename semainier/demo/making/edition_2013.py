"""The first edition, 8 to 16 June 2013: 600 events held by 224 lead organisers of 770, attendance unknown."""

import datetime as dt
from typing import Any

from semainier.campaigns.models import Campaign, Phase
from semainier.campaigns.services.editions import create_edition, set_themes
from semainier.core import clock
from semainier.demo.making.agenda import Agenda, at, day_between, office_moment
from semainier.demo.making.editions import Run
from semainier.demo.making.inventing import Inventor
from semainier.demo.making.network import Network
from semainier.demo.making.people import People
from semainier.demo.making.story import Story
from semainier.demo.words import remembered, words
from semainier.events.models import Held
from semainier.organisations.models import Organisation
from semainier.report.services import publish_snapshot, record_announced
from semainier.territories.models import Commune

# Figures of the movement's own review of the week, September 2013.
EVENTS, ORGANISERS = 600, 224
AQUITAINE_EVENTS, AQUITAINE_ORGANISERS = 50, 20
# Figures that the press kit of 4 June 2013 announced.
ANNOUNCED_ON, ANNOUNCED_EVENTS, ANNOUNCED_ORGANISERS = dt.date(2013, 6, 4), 500, 216
CREATED_ON, LISTED_ON, INVITED_ON = dt.date(2012, 11, 20), dt.date(2013, 1, 15), dt.date(2013, 1, 21)
OPENED_ON, CLOSED_FOR_DECLARING = dt.date(2013, 2, 4), dt.date(2013, 6, 3)
COUNTED_UNTIL, FROZEN_ON = dt.date(2013, 7, 31), dt.date(2013, 9, 20)
COMMITTED_WITHOUT_EVENT = 14
OUTSIDE_THE_WEEK = 7
THEMES = {
    "heritage": ("patrimoine", "Patrimoine", "Heritage", "Faire voir un bâtiment, son histoire ou sa transformation."),
    "energy": ("developpement-durable", "Développement durable", "Sustainable development", "Montrer ce qui épargne l’énergie, l’eau ou les matériaux."),
    "home": ("habiter-mieux", "Habiter mieux", "Living better", "Parler du logement lui-même et des services à ceux qui l’habitent."),
    "together": ("bien-vivre-ensemble", "Bien vivre ensemble", "Living well together", "Réunir des voisins qui ne se connaissent pas encore."),
    "arts": ("artistique", "Artistique", "Arts", "Faire créer, montrer une œuvre, jouer, projeter."),
}  # fmt: skip


def make_2013(people: People, campaign: Campaign) -> Run:
    """Make the edition from its creation to its freeze."""
    with clock.at(at(CREATED_ON)):
        run = _create(people, campaign)
    run.list_everybody(LISTED_ON)
    run.invite(people.network.members, INVITED_ON)
    run.move_to(Phase.OPEN, OPENED_ON)
    organisers = _organisers(people.network)
    for organisation, count in organisers.items():
        _take_part(run, organisation, count)
    _join_without_event(run, [m for m in people.network.members if m not in organisers])
    run.agenda.add(at(ANNOUNCED_ON, 10), lambda: _announce(run))
    run.move_to(Phase.WEEK, run.edition.starts_on)
    run.move_to(Phase.COUNTING, run.edition.ends_on + dt.timedelta(days=1))
    run.agenda.add(at(FROZEN_ON, 9), lambda: publish_snapshot(edition=run.edition, label="Bilan de la Semaine 2013", by=people.head))
    run.move_to(Phase.FROZEN, FROZEN_ON + dt.timedelta(days=1))
    run.agenda.run()
    return run


def _create(people: People, campaign: Campaign) -> Run:
    edition = create_edition(
        campaign=campaign, slug="semaine-2013", name="Semaine nationale des Hlm 2013",
        headline="Habiter mieux, bien vivre ensemble", introduction=words()["introductions"]["2013"].strip(),
        starts_on=dt.date(2013, 6, 8), ends_on=dt.date(2013, 6, 16), outcomes_until=COUNTED_UNTIL,
        contact_email=people.network.federation.email, by=people.head,
    )  # fmt: skip
    rows = [{"slug": slug, "name": name, "name_en": english, "condition": condition} for slug, name, english, condition in THEMES.values()]
    themes = set_themes(edition=edition, themes=rows, by=people.head)
    return Run(people, campaign, edition, dict(zip(THEMES, themes, strict=True)), Agenda())


def _organisers(network: Network) -> dict[Organisation, int]:
    """Return the lead organisers with their number of events: the named ones, 20 of Aquitaine, then others."""
    rng = network.rng
    counts = {network.named[row["organisation"]]: 0 for row in remembered() if row["organisation"] in network.named}
    for row in remembered():
        if row["organisation"] in network.named:
            counts[network.named[row["organisation"]]] += 1
    aquitaine = network.members_of("aquitaine")
    chosen = rng.sample(aquitaine, AQUITAINE_ORGANISERS)
    counts |= _share(network, chosen, AQUITAINE_EVENTS)
    named = len(network.named)
    free = [m for m in network.members if m not in counts and m not in aquitaine]
    others = rng.sample(free, ORGANISERS - AQUITAINE_ORGANISERS - named)
    return counts | _share(network, others, EVENTS - sum(counts.values()))


def _share(network: Network, organisers: list[Organisation], events: int) -> dict[Organisation, int]:
    """Give each organiser one event, and the rest to some more than to others."""
    counts = dict.fromkeys(organisers, 1)
    weights = [network.rng.paretovariate(1.6) for _ in organisers]
    for organiser in network.rng.choices(organisers, weights, k=events - len(organisers)):
        counts[organiser] += 1
    return counts


def _take_part(run: Run, organisation: Organisation, count: int) -> None:
    """Let an organisation join, then declare and hold its events: those that are remembered first."""
    rng = run.people.network.rng
    told = [row for row in remembered() if _is_of(run.people.network, row["organisation"], organisation)]
    joined = run.commit(organisation, day_between(rng, INVITED_ON + dt.timedelta(days=2), dt.date(2013, 5, 20)))
    first = max(joined.date() + dt.timedelta(days=1), OPENED_ON + dt.timedelta(days=1))
    for number in range(count):
        row = told[number] if number < len(told) else None
        _hold(run, organisation, office_moment(rng, day_between(rng, first, CLOSED_FOR_DECLARING)), row)


def _is_of(network: Network, key: str, organisation: Organisation) -> bool:
    """Whether the remembered event is that of the organisation; « aquitaine-2 » is the second organiser there."""
    if key in network.named:
        return network.named[key] == organisation
    return network.stops.get(key) == organisation.pk


def _hold(run: Run, organisation: Organisation, declared: dt.datetime, row: dict[str, Any] | None) -> None:
    rng = run.people.network.rng
    declared = max(declared, at(OPENED_ON, 8))
    inventor = Inventor(run.people.network, run.edition, run.themes)
    story = Story(run.people, run.edition, organisation, {})
    outside = rng.choice((dt.date(2013, 6, 6), dt.date(2013, 6, 7), dt.date(2013, 6, 18), dt.date(2013, 6, 20)))
    del outside, inventor, story
