"""The first edition, 8 to 16 June 2013: 600 events held by 224 lead organisers of 770, attendance unknown."""

import datetime as dt
from functools import partial
from typing import Any

from semainier.campaigns.models import Campaign, Phase
from semainier.campaigns.services.editions import create_edition
from semainier.core import clock
from semainier.demo.making.agenda import at, day_between, office_moment, then
from semainier.demo.making.editions import Run, make_themes
from semainier.demo.making.inventing import Inventor
from semainier.demo.making.network import Network
from semainier.demo.making.people import People
from semainier.demo.making.story import Story
from semainier.demo.words import remembered, words
from semainier.events.models import Held
from semainier.organisations.models import Organisation
from semainier.report.services import freeze_edition, record_announced

# Figures of the movement's own review of the week, autumn 2013.
EVENTS, ORGANISERS = 600, 224
AQUITAINE_EVENTS, AQUITAINE_ORGANISERS = 50, 20
# Figures announced to the press before the week.
ANNOUNCED_ON, ANNOUNCED_EVENTS, ANNOUNCED_ORGANISERS = dt.date(2013, 6, 4), 500, 216
CREATED_ON, LISTED_ON, INVITED_ON = dt.date(2012, 11, 20), dt.date(2013, 1, 15), dt.date(2013, 1, 21)
OPENED_ON, DECLARED_UNTIL, PUBLISHED_UNTIL = dt.date(2013, 2, 4), dt.date(2013, 5, 31), dt.date(2013, 6, 5)
COUNTED_UNTIL, FROZEN_ON = dt.date(2013, 7, 31), dt.date(2013, 9, 20)
COMMITTED_WITHOUT_EVENT = 14
# The busiest organiser holds so many times what a quiet one holds.
BUSIEST = 6
SHARE_ASKED_TO_CHANGE, SHARE_CHANGED, SHARE_JOINED = 0.07, 0.04, 0.06
# Days near the week on which accepted events took place.
OUTSIDE = tuple(dt.date(2013, 6, day) for day in (6, 7, 7, 17, 18, 20, 22))


def make_2013(people: People, campaign: Campaign) -> Run:
    """Make the edition from its creation to its freeze."""
    with clock.at(at(CREATED_ON)):
        run = _create(people, campaign)
    run.list_everybody(LISTED_ON)
    run.invite(people.network.members, INVITED_ON)
    run.move_to(Phase.OPEN, OPENED_ON)
    _plan_events(run)
    run.agenda.add(at(ANNOUNCED_ON, 10), lambda: _announce(run))
    run.move_to(Phase.WEEK, run.edition.starts_on)
    run.move_to(Phase.COUNTING, run.edition.ends_on + dt.timedelta(days=1))
    run.agenda.add(at(FROZEN_ON), lambda: freeze_edition(edition=run.edition, by=people.head))
    run.agenda.run()
    return run


def _announce(run: Run) -> None:
    record_announced(
        edition=run.edition,
        label="Dossier de presse",
        taken_at=clock.now(),
        participants=ANNOUNCED_ORGANISERS,
        events=ANNOUNCED_EVENTS,
        by=run.people.head,
    )


def _create(people: People, campaign: Campaign) -> Run:
    edition = create_edition(
        campaign=campaign,
        slug="semaine-2013",
        name="Semaine nationale des Hlm 2013",
        headline="Habiter mieux, bien vivre ensemble",
        introduction=words()["introductions"]["2013"].strip(),
        starts_on=dt.date(2013, 6, 8),
        ends_on=dt.date(2013, 6, 16),
        outcomes_until=COUNTED_UNTIL,
        hue_a="#7c2d1e",
        hue_b="#ffc38f",
        contact_email=people.network.federation.email,
        by=people.head,
    )
    return Run(people, campaign, edition, make_themes(people, edition, "semaine-2013"))


def _plan_events(run: Run) -> None:
    """Let 224 organisations join and hold 600 events, and a few join without holding any."""
    network, rng = run.people.network, run.people.network.rng
    tellers = _tellers(network)
    counts = _organisers(network, tellers)
    joined = {
        member: run.commit(member, day_between(rng, INVITED_ON + dt.timedelta(days=2), dt.date(2013, 5, 20)))
        for member in counts
    }
    inventor = Inventor(network, run.edition, run.themes)
    stories = [
        Story(run.people, run.edition, member, fields)
        for member, count in counts.items()
        for fields in _fields(inventor, member, _told(member, tellers), count)
    ]
    _move_outside(run, stories)
    for story in stories:
        first = max(joined[story.organisation].date(), OPENED_ON) + dt.timedelta(days=3)
        _hold(run, story, office_moment(rng, day_between(rng, first, DECLARED_UNTIL)))
    _hold_together(run, stories, tellers)
    _join_without_event(run, [member for member in network.members if member not in counts])


def _tellers(network: Network) -> dict[str, Organisation]:
    """Return who holds the remembered events: the named organisations, and the 20 of Aquitaine."""
    chosen = network.rng.sample(network.members_of("aquitaine"), AQUITAINE_ORGANISERS)
    return network.named | {f"aquitaine-{number}": member for number, member in enumerate(chosen, start=1)}


def _organisers(network: Network, tellers: dict[str, Organisation]) -> dict[Organisation, int]:
    """Return the lead organisers with their number of events: named ones, 20 of Aquitaine, others."""
    there = network.members_of("aquitaine")
    counts = {member: len(_told(member, tellers)) for member in network.named.values()}
    counts |= _share(
        network, [member for key, member in tellers.items() if key not in network.named], AQUITAINE_EVENTS
    )
    free = [member for member in network.members if member not in counts and member not in there]
    others = network.rng.sample(free, ORGANISERS - len(counts))
    return counts | _share(network, others, EVENTS - sum(counts.values()))


def _told(organisation: Organisation, tellers: dict[str, Organisation]) -> list[dict[str, Any]]:
    return [row for row in remembered() if tellers[row["organisation"]] == organisation]


def _share(network: Network, organisers: list[Organisation], events: int) -> dict[Organisation, int]:
    """Give each organiser one event, and the rest to some more than to others."""
    counts = dict.fromkeys(organisers, 1)
    weights = [min(BUSIEST, network.rng.paretovariate(1.6)) for _ in organisers]
    for organiser in network.rng.choices(organisers, weights, k=events - len(organisers)):
        counts[organiser] += 1
    return counts


def _fields(
    inventor: Inventor, organisation: Organisation, told: list[dict[str, Any]], count: int
) -> list[dict[str, Any]]:
    """Return the events of an organisation, those that the sources tell of first."""
    remembered_first = [inventor.remember(organisation, row) for row in told]
    return remembered_first + [inventor.invent(organisation)[0] for _ in range(count - len(told))]


def _move_outside(run: Run, stories: list[Story]) -> None:
    """Put a few events of one day on days near the week."""
    single = [story for story in stories if (story.fields["ends_at"] - story.fields["starts_at"]).days == 0]
    invented = single[len(remembered()) :]
    for day, story in zip(OUTSIDE, run.people.network.rng.sample(invented, len(OUTSIDE)), strict=True):
        for name in ("starts_at", "ends_at"):
            moment = story.fields[name]
            story.fields[name] = dt.datetime.combine(day, moment.time(), tzinfo=moment.tzinfo)


def _hold(run: Run, story: Story, declared: dt.datetime) -> None:
    """Declare, submit, publish, hold and tell of one event. How many came was not asked in 2013: unknown."""
    rng, limit = run.people.network.rng, at(PUBLISHED_UNTIL, 17)
    submitted = then(rng, declared, (0, 3), limit)
    published = then(rng, submitted, (0, 4), limit)
    run.agenda.add(declared, story.declare)
    run.agenda.add(submitted, story.submit)
    if rng.random() < SHARE_ASKED_TO_CHANGE:
        run.agenda.add(published, partial(story.ask_for_change, rng.choice(words()["changes"])))
        published = then(rng, published, (0, 2), limit)
        run.agenda.add(published, story.submit)
    run.agenda.add(published, story.publish)
    held = Held.CHANGED if rng.random() < SHARE_CHANGED else Held.YES
    sentence = rng.choice(words()["changed_sentences" if held == Held.CHANGED else "sentences"])
    told = then(rng, story.fields["ends_at"], (1, 20), at(COUNTED_UNTIL, 17))
    run.agenda.add(told, partial(story.tell, held=held, attendance=None, sentence=sentence, by_link=False))


def _hold_together(run: Run, stories: list[Story], tellers: dict[str, Organisation]) -> None:
    """Name co-organisers: all of Aquitaine for the exhibition that travels, a neighbour for some others."""
    network, moment = run.people.network, at(PUBLISHED_UNTIL, 18)
    partners = [member for key, member in tellers.items() if key not in network.named]
    association = network.associations["aquitaine"]
    for story in stories:
        neighbours = [m for m in network.members if m.department_id == story.organisation.department_id]
        if "itinérante" in story.fields["title"]:
            run.agenda.add(moment, partial(story.join_with, [association, *partners]))
        elif len(neighbours) > 1 and network.rng.random() < SHARE_JOINED:
            run.agenda.add(moment, partial(story.join_with, [network.rng.choice(neighbours)]))


def _join_without_event(run: Run, free: list[Organisation]) -> None:
    """Let a few organisations join and hold nothing: some left a draft, some were refused."""
    rng = run.people.network.rng
    inventor = Inventor(run.people.network, run.edition, run.themes)
    for number, organisation in enumerate(rng.sample(free, COMMITTED_WITHOUT_EVENT)):
        run.commit(organisation, day_between(rng, INVITED_ON, dt.date(2013, 4, 30)))
        story = Story(run.people, run.edition, organisation, inventor.invent(organisation)[0])
        declared = office_moment(rng, day_between(rng, dt.date(2013, 5, 6), dt.date(2013, 5, 24)))
        if number % 3:
            run.agenda.add(declared, story.declare)
        if number % 3 == 1:
            run.agenda.add(declared + dt.timedelta(hours=1), story.submit)
            run.agenda.add(
                declared + dt.timedelta(days=2), partial(story.refuse, rng.choice(words()["refusals"]))
            )
