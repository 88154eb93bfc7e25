"""The people that a visitor may become, and the situations in which she finds them."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from semainier.accounts.models import User
from semainier.demo.making.agenda import at, office_moment
from semainier.demo.making.current_events import CurrentEvents
from semainier.demo.making.editions import Run
from semainier.demo.making.people import People
from semainier.demo.making.pictures import draw_picture
from semainier.demo.making.story import Story
from semainier.demo.models import Stage
from semainier.demo.words import words
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import invite_person

# Part -> its organisation: a named one, or any member of a family in the territory of an association.
PLACES = {
    "published": "habitat-62-59",
    "draft": "groupe-habitat-du-nord",
    "over": "sa-du-hainaut",
    "director": "oph-montpellier",
    "uncommitted": ("aquitaine", "oph"),
    "changes": ("aquitaine", "esh"),
    "invited": ("aquitaine", "coop"),
    "committed": ("bretagne", "esh"),
    "two": ("rhone-alpes", "oph"),
    "two-more": ("rhone-alpes", "coop"),
}
JOINED = ("published", "draft", "over", "changes", "invited", "committed", "two")
# What each person of a member is there.
ROLES = {
    "director": "director",
    "uncommitted": "referent",
    "committed": "referent",
    "two": "referent",
    "published": "communicator",
    "draft": "communicator",
    "over": "communicator",
    "changes": "communicator",
}
COORDINATORS = {
    "coordinator-aquitaine": "aquitaine",
    "coordinator-hauts-de-france": "hauts-de-france",
    "coordinator-ocean-indien": "ocean-indien",
}


@dataclass
class Cast:
    """The organisations of the cast by part, and its people once they act."""

    organisations: dict[str, Organisation]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def reserved(self) -> list[Organisation]:
        return list(self.organisations.values())

    @property
    def committed(self) -> list[Organisation]:
        return [self.organisations[part] for part in JOINED]


def choose_cast(people: People) -> Cast:
    """Choose an organisation for each part."""
    network = people.network
    chosen: dict[str, Organisation] = {}
    for part, place in PLACES.items():
        if isinstance(place, str):
            chosen[part] = network.named[place]
        else:
            association, family = place
            there = [
                m
                for m in network.members_of(association)
                if m.family_id == family and m not in chosen.values()
            ]
            chosen[part] = network.rng.choice(there)
    return Cast(chosen)


def plan_people(run: Run, cast: Cast, today: dt.date) -> None:
    """Let the people of the cast act for their organisations, and invite one who has not signed in yet."""
    begun = at(run.edition.created_at.date(), 16)
    run.agenda.add(begun, lambda: _gather(run.people, cast))
    invited = office_moment(run.people.network.rng, today - dt.timedelta(days=1))
    run.agenda.add(invited, lambda: _invite(run.people, cast.organisations["invited"]))


def _gather(people: People, cast: Cast) -> None:
    cast.people["head"] = people.head
    for part, key in COORDINATORS.items():
        cast.people[part] = people.play(part, people.network.associations[key], "coordinator")
    for part, role in ROLES.items():
        cast.people[part] = people.play(part, cast.organisations[part], role)
    people.also_acting(cast.organisations["two-more"], "referent", cast.people["two"])


def _invite(people: People, organisation: Organisation) -> None:
    name = people.network.naming.cast("invited")
    email = f"{name.mailbox}@{people.network.hosts[organisation.pk]}"
    referent = people.acting(organisation, "referent")
    invite_person(organisation=organisation, email=email, role="communicator", by=referent, name=name.full)


def plan_cast_events(events: CurrentEvents, cast: Cast, stage: Stage) -> None:
    """Give the cast its events."""
    for part in ("published", "published", "published", "two"):
        story = _story(events, cast.organisations[part], picture=part == "published")
        events.publish(story)
        events.plan_outcome(story)
    _plan_over(events, cast.organisations["over"], stage)
    if stage == Stage.COUNTING:
        return
    draft = _story(events, cast.organisations["draft"])
    for name in ("starts_at", "ends_at"):
        del draft.fields[name]
    events.run.agenda.add(events.recent(3), draft.declare)
    _plan_changes(events, cast.organisations["changes"])


def _story(
    events: CurrentEvents, organisation: Organisation, *, picture: bool = False, **invent: Any
) -> Story:
    fields, crowd = events.inventor.invent(organisation, **invent)
    fields["audience"] = "public"
    if picture:
        fields |= draw_picture(events.rng, events.run.edition.hue_a, events.run.edition.hue_b)
    return Story(events.run.people, events.run.edition, organisation, fields, crowd)


def _plan_over(events: CurrentEvents, organisation: Organisation, stage: Stage) -> None:
    """Hold an event that is over and of which nothing was told: its outcome link waits."""
    ago = {Stage.OPEN: 4, Stage.WEEK: 1, Stage.COUNTING: (events.days.today - events.days.ends_on).days + 2}[
        stage
    ]
    story = _story(events, organisation, picture=True, outside=events.days.today - dt.timedelta(days=ago))
    events.publish(story)
    asked = at(story.fields["ends_at"].date() + dt.timedelta(days=1), 0, 15)
    events.run.agenda.add(min(asked, events.now), story.ask_outcome)


def _plan_changes(events: CurrentEvents, organisation: Organisation) -> None:
    story = _story(events, organisation)
    submitted = office_moment(events.rng, events.days.today - dt.timedelta(days=5))
    asked = office_moment(events.rng, events.days.today - dt.timedelta(days=2))
    events.run.agenda.add(submitted - dt.timedelta(hours=1), story.declare)
    events.run.agenda.add(submitted, story.submit)
    events.run.agenda.add(max(asked, submitted), partial(story.ask_for_change, words()["changes"][0]))
