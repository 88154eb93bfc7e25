"""The second edition, 14 to 22 June 2014, in preparation: three themes, more organisations than in 2013 wanted."""

import datetime as dt

from semainier.campaigns.models import GoalKind
from semainier.campaigns.services.editions import create_edition, set_goals, set_themes
from semainier.core import clock
from semainier.demo.making.agenda import at, day_between
from semainier.demo.making.editions import Run
from semainier.demo.words import words

CREATED_ON, LISTED_ON, INVITED_ON = dt.date(2013, 10, 14), dt.date(2014, 1, 6), dt.date(2014, 1, 20)
SEEN_ON = dt.date(2014, 3, 14)
# More than the 224 of 2013: the first aim of the second edition.
GOAL = 225
COMMITTED = 60
THEMES = {
    "energy": (
        "developpement-durable", "Développement durable et économies d’énergie", "Sustainable development and energy savings",
        "Montrer ce qui épargne l’énergie, l’eau ou les matériaux.",
    ),
    "heritage": ("qualite-architecturale", "Qualité architecturale", "Architectural quality", "Faire voir un bâtiment et ceux qui l’ont pensé."),
    "together": ("bien-vivre-ensemble", "Bien vivre ensemble", "Living well together", "Réunir des voisins qui ne se connaissent pas encore."),
}  # fmt: skip


def make_2014(before: Run) -> Run:
    """Make the edition as it stood in March 2014."""
    with clock.at(at(CREATED_ON)):
        run = _create(before)
    run.list_everybody(LISTED_ON)
    run.invite(run.people.network.members, INVITED_ON)
    rng = run.people.network.rng
    for organisation in rng.sample(run.people.network.members, COMMITTED):
        run.commit(organisation, day_between(rng, INVITED_ON + dt.timedelta(days=2), SEEN_ON))
    run.agenda.run()
    return run


def _create(before: Run) -> Run:
    people = before.people
    edition = create_edition(
        campaign=before.campaign, slug="semaine-2014", name="Semaine nationale des Hlm 2014", headline="Construire l’avenir",
        introduction=words()["introductions"]["2014"].strip(), starts_on=dt.date(2014, 6, 14), ends_on=dt.date(2014, 6, 22),
        hue_a="#1d3b8b", hue_b="#ffd35c", previous=before.edition, contact_email=people.network.federation.email, by=people.head,
    )  # fmt: skip
    rows = [
        {"slug": slug, "name": name, "name_en": english, "condition": condition}
        for slug, name, english, condition in THEMES.values()
    ]
    themes = set_themes(edition=edition, themes=rows, by=people.head)
    set_goals(edition=edition, goals={GoalKind.PARTICIPANTS: GOAL}, by=people.head)
    return Run(people, before.campaign, edition, dict(zip(THEMES, themes, strict=True)))
