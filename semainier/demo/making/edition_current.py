"""The current edition, alive on the day the demonstration is made."""

import datetime as dt

from semainier.campaigns.models import GoalKind, Phase
from semainier.campaigns.services.editions import create_edition, set_current, set_goals
from semainier.core import clock
from semainier.demo.making.agenda import at, day_between
from semainier.demo.making.calendar import Days, days_of
from semainier.demo.making.cast_stories import Cast, choose_cast, plan_cast_events, plan_people
from semainier.demo.making.current_events import CurrentEvents
from semainier.demo.making.editions import Run, make_themes
from semainier.demo.making.sizes import SIZES
from semainier.demo.models import Stage
from semainier.demo.words import words
from semainier.organisations.models import Organisation

GOALS = {GoalKind.PARTICIPANTS: 300, GoalKind.RATE: 40, GoalKind.EVENTS: 450, GoalKind.RESPONSES: 70}
# Each association has at least so many committed members: its queue is never empty.
AT_LEAST = 4
REMINDED = 80
# The outbox holds what was written lately.
MAILS_KEPT = dt.timedelta(days=30)
SHARE_OF_FAITHFUL = 0.6


def make_current(before: Run, stage: Stage, today: dt.date) -> Cast:
    """Make the edition up to the first hour of `today`, in Paris; return the people that one may become."""
    days, sizes = days_of(stage, today), SIZES[stage]
    with clock.at(at(days.created_on)):
        run = _create(before, days)
    run.agenda.mails_from = at(today) - MAILS_KEPT
    run.list_everybody(days.listed_on)
    run.invite(run.people.network.members, days.invited_on)
    cast = choose_cast(run.people)
    committed = _committed(run, before, sizes.committed, cast)
    _remind(run, today, committed, cast)
    _move_through_phases(run, stage, days)
    joined = {member: run.commit(member, _joining_day(run, days)) for member in (*cast.committed, *committed)}
    plan_people(run, cast, today)
    if stage != Stage.PREPARATION:
        events = CurrentEvents(run, days, sizes, joined, committed)
        events.plan()
        plan_cast_events(events, cast, stage)
    run.agenda.run()
    return cast


def _create(before: Run, days: Days) -> Run:
    people, year = before.people, days.starts_on.year
    edition = create_edition(
        campaign=before.campaign,
        slug=f"semaine-{year}",
        name=f"Semaine nationale des Hlm {year}",
        headline="Poussez la porte",
        introduction=words()["introductions"]["current"].strip(),
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        previous=before.edition,
        contact_email=people.network.federation.email,
        by=people.head,
    )
    set_goals(edition=edition, goals={kind.value: figure for kind, figure in GOALS.items()}, by=people.head)
    set_current(edition=edition, by=people.head)
    return Run(people, before.campaign, edition, make_themes(people, edition, "current"))


def _committed(run: Run, before: Run, count: int, cast: Cast) -> list[Organisation]:
    """Return who joins beside the cast: some in every territory, more of those that took part in 2013."""
    network = run.people.network
    free = [member for member in network.members if member not in cast.reserved]
    chosen: list[Organisation] = []
    at_least = AT_LEAST if count > len(network.associations) * AT_LEAST else 1
    for key in sorted(set(network.charge_after.values())):
        there = [member for member in free if network.charge_after.get(member.department_id or "") == key]
        chosen += network.rng.sample(there, min(at_least, len(there)))
    chosen += [member for member in free if member.department_id == "988"]
    left = [member for member in free if member not in chosen]
    faithful = set(before.edition.events.values_list("organisation", flat=True))
    old = [member for member in left if member.pk in faithful]
    wanted = count - len(chosen) - len(cast.committed)
    chosen += network.rng.sample(old, round(wanted * SHARE_OF_FAITHFUL))
    left = [member for member in left if member not in chosen]
    return chosen + network.rng.sample(left, count - len(chosen) - len(cast.committed))


def _remind(run: Run, today: dt.date, committed: list[Organisation], cast: Cast) -> None:
    """Write again to some of the silent, so that invitations are open."""
    silent = [
        member
        for member in run.people.network.members
        if member not in committed and member not in cast.reserved
    ]
    chosen = run.people.network.rng.sample(silent, REMINDED)
    run.invite(chosen, min(today - dt.timedelta(days=9), run.edition.starts_on - dt.timedelta(days=12)))


def _move_through_phases(run: Run, stage: Stage, days: Days) -> None:
    if stage == Stage.PREPARATION:
        return
    run.move_to(Phase.OPEN, days.opened_on)
    if stage != Stage.OPEN:
        run.move_to(Phase.WEEK, days.starts_on)
    if stage == Stage.COUNTING:
        run.move_to(Phase.COUNTING, days.ends_on + dt.timedelta(days=1))


def _joining_day(run: Run, days: Days) -> dt.date:
    last = min(days.today - dt.timedelta(days=15), days.starts_on - dt.timedelta(days=20))
    return day_between(run.people.network.rng, days.invited_on + dt.timedelta(days=1), last)
