"""The second edition, 14 to 22 June 2014, in preparation: more organisations than in 2013 are wanted."""

import datetime as dt

from semainier.campaigns.models import GoalKind
from semainier.campaigns.services.editions import create_edition, set_goals
from semainier.core import clock
from semainier.demo.making.agenda import at, day_between
from semainier.demo.making.editions import Run, make_themes
from semainier.demo.words import words

CREATED_ON, LISTED_ON, INVITED_ON = dt.date(2013, 10, 14), dt.date(2014, 1, 6), dt.date(2014, 1, 20)
SEEN_ON = dt.date(2014, 3, 14)
# More than the 224 of 2013: the first aim of the second edition.
GOAL = 225
COMMITTED = 60
# Who took part in 2013 is asked first; a few others join unasked.
UNASKED = 9


def make_2014(before: Run) -> Run:
    """Make the edition as it stood in March 2014."""
    with clock.at(at(CREATED_ON)):
        run = _create(before)
    run.list_everybody(LISTED_ON)
    faithful = set(before.edition.events.values_list("organisation", flat=True))
    invited = [member for member in run.people.network.members if member.pk in faithful]
    run.invite(invited, INVITED_ON)
    rng = run.people.network.rng
    others = [member for member in run.people.network.members if member.pk not in faithful]
    for organisation in rng.sample(invited, COMMITTED - UNASKED) + rng.sample(others, UNASKED):
        run.commit(organisation, day_between(rng, INVITED_ON + dt.timedelta(days=2), SEEN_ON))
    run.agenda.run()
    return run


def _create(before: Run) -> Run:
    people = before.people
    edition = create_edition(
        campaign=before.campaign,
        slug="semaine-2014",
        name="Semaine nationale des Hlm 2014",
        headline="Construire l’avenir",
        introduction=words()["introductions"]["2014"].strip(),
        starts_on=dt.date(2014, 6, 14),
        ends_on=dt.date(2014, 6, 22),
        hue_a="#1d3b8b",
        hue_b="#ffd35c",
        previous=before.edition,
        contact_email=people.network.federation.email,
        by=people.head,
    )
    set_goals(edition=edition, goals={GoalKind.PARTICIPANTS: GOAL}, by=people.head)
    return Run(people, before.campaign, edition, make_themes(people, edition, "semaine-2014"))
