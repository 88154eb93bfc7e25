"""The events of the current edition: published ones, drafts, the queue, refusals, what people told."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from semainier.demo.making.agenda import at, day_between, office_moment, then
from semainier.demo.making.calendar import Days
from semainier.demo.making.editions import Run
from semainier.demo.making.inventing import Inventor
from semainier.demo.making.pictures import draw_picture
from semainier.demo.making.sizes import Sizes
from semainier.demo.making.story import Story
from semainier.demo.words import words
from semainier.events.models import Held, Status
from semainier.organisations.models import Organisation

# People answer a link at any hour, the day after on average.
HOURS_TO_ANSWER = 22
# How many days the items of the queue have waited, in turn: most wait little, some far too long.
AGES = (1, 2, 1, 3, 5, 1, 8, 2, 4, 1, 11, 6, 2, 3)
SHARE_ASKED_TO_CHANGE, SHARE_JOINED, SHARE_BY_INVITATION = 0.09, 0.07, 0.3
SHARE_CHANGED, SHARE_NOT_HELD = 0.05, 0.03
# Days from the week on which accepted events take place all the same.
OUTSIDE = (-12, -2, -1, 9, 9, 11, 14)
# The busiest organiser holds so many times what a quiet one holds.
BUSIEST = 6
# What a draft still lacks, in turn.
LACKING = (
    ("starts_at", "ends_at"),
    ("description",),
    (),
    ("theme",),
    ("venue", "address", "city", "commune", "department"),
)


_Decision = Callable[[Story], Callable[[], None]]


@dataclass
class CurrentEvents:
    """Plans the events into the agenda of the run; nothing happens after the first hour of today."""

    run: Run
    days: Days
    sizes: Sizes
    joined: dict[Organisation, dt.datetime]
    members: list[Organisation]
    stories: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.network = self.run.people.network
        self.rng = self.network.rng
        self.now = at(self.days.today, 0)
        self.inventor = Inventor(self.network, self.run.edition, self.run.themes, SHARE_BY_INVITATION)

    def plan(self) -> None:
        """Plan everything of this edition but the events of the cast."""
        members = self.members
        self._plan_published(members)
        for number in range(self.sizes.drafts):
            self._plan_draft(self.rng.choice(members), LACKING[number % len(LACKING)])
        for number, member in enumerate(self._in_queue(members)):
            self._plan_waiting(member, AGES[number % len(AGES)])
        decided: list[_Decision] = [
            *[self._ask_for_change] * self.sizes.to_change,
            *[self._refuse] * self.sizes.refused,
            *[self._withdraw] * self.sizes.withdrawn,
        ]
        for decision in decided:
            self._plan_decided(self._ahead(self.rng.choice(members)), decision)

    def _plan_published(self, members: list[Organisation]) -> None:
        organisers = self.rng.sample(members, self.sizes.organisers)
        weights = [min(BUSIEST, self.rng.paretovariate(1.7)) for _ in organisers]
        extra = self.rng.choices(organisers, weights, k=self.sizes.published - len(organisers))
        outside = [self.days.starts_on + dt.timedelta(days=number) for number in OUTSIDE]
        for number, organiser in enumerate([*organisers, *extra]):
            fields, crowd = self.inventor.invent(
                organiser, outside=outside[number] if number < len(outside) else None
            )
            story = Story(self.run.people, self.run.edition, organiser, fields, crowd)
            if number < self.sizes.pictures:
                fields |= draw_picture(self.rng, self.run.edition.hue_a, self.run.edition.hue_b)
            self.stories.append(story)
            self.publish(story)
        self._plan_statuses()
        for story in self.stories:
            self.plan_outcome(story)

    def publish(self, story: Story) -> None:
        """Declare, submit and publish one event, some after a change that was asked for."""
        agenda, limit = self.run.agenda, self.limit(story)
        first = max(self.joined[story.organisation].date(), self.days.opened_on) + dt.timedelta(days=3)
        last = limit.date() - dt.timedelta(days=6)
        declared = min(office_moment(self.rng, day_between(self.rng, first, last)), limit)
        submitted = then(self.rng, declared, (0, 4), limit)
        published = then(self.rng, submitted, (0, 4), limit)
        agenda.add(declared, story.declare)
        agenda.add(submitted, story.submit)
        if self.rng.random() < SHARE_ASKED_TO_CHANGE:
            agenda.add(published, partial(story.ask_for_change, self.rng.choice(words()["changes"])))
            published = then(self.rng, published, (0, 2), limit)
            agenda.add(published, story.submit)
        agenda.add(published, story.publish)
        neighbours = [m for m in self.network.members if m.department_id == story.organisation.department_id]
        if len(neighbours) > 1 and self.rng.random() < SHARE_JOINED:
            agenda.add(submitted, partial(story.join_with, [self.rng.choice(neighbours)]))

    def limit(self, story: Story) -> dt.datetime:
        """Return the latest moment at which the event is published: in the past, and the day before it."""
        starts_at: dt.datetime = story.fields["starts_at"]
        return min(self.now - dt.timedelta(hours=6), starts_at - dt.timedelta(hours=30))

    def _plan_statuses(self) -> None:
        """Cancel, postpone, fill some events, and change some others after publication."""
        steps: list[Callable[[Story], None]] = [
            *[partial(self._say, Status.CANCELLED, "cancelled")] * self.sizes.cancelled,
            *[partial(self._say, Status.POSTPONED, "postponed")] * self.sizes.postponed,
            *[partial(self._say, Status.FULL, "full")] * self.sizes.full,
            *[self._change] * self.sizes.changed_after,
        ]
        ahead = [
            story
            for story in self.stories[len(OUTSIDE) :]
            if self.limit(story) > self.now - dt.timedelta(days=1)
        ]
        chosen = self.rng.sample(ahead if len(ahead) >= len(steps) else self.stories, len(steps))
        for step, story in zip(steps, chosen, strict=True):
            step(story)

    def _say(self, status: Status, kind: str, story: Story) -> None:
        story.status = status
        note = self.rng.choice(words()[kind])
        self.run.agenda.add(self.limit(story), partial(story.say, status, note))

    def _change(self, story: Story) -> None:
        venue = f"{story.fields['venue']}, entrée par la cour"
        self.run.agenda.add(self.limit(story), partial(story.change, venue=venue))

    def plan_outcome(self, story: Story) -> None:
        """Ask how an event went on the morning after, and let most people answer: by the link, mostly."""
        over = story.fields["ends_at"].date() + dt.timedelta(days=1)
        asked = at(over, 8)
        if asked >= self.now or story.status in {Status.CANCELLED, Status.POSTPONED}:
            return
        self.run.agenda.add(asked, story.ask_outcome)
        told = asked + dt.timedelta(hours=self.rng.expovariate(1 / HOURS_TO_ANSWER))
        if self.rng.random() >= self.sizes.told or told >= self.now:
            return
        self.run.agenda.add(told, self._answer(story))

    def _answer(self, story: Story) -> partial[None]:
        chance, by_link = self.rng.random(), self.rng.random() < 0.75  # noqa: PLR2004 -- three in four use the link
        known = self.rng.random() < self.sizes.counted
        if chance < SHARE_NOT_HELD:
            why = self.rng.choice(words()["not_held"])
            return partial(story.tell, held=Held.NO, attendance=None, sentence=why, by_link=by_link)
        held = Held.CHANGED if chance < SHARE_NOT_HELD + SHARE_CHANGED else Held.YES
        sentence = self.rng.choice(words()["changed_sentences" if held == Held.CHANGED else "sentences"])
        attendance = story.crowd if known else None
        return partial(story.tell, held=held, attendance=attendance, sentence=sentence, by_link=by_link)

    def _plan_draft(self, member: Organisation, lacking: tuple[str, ...]) -> None:
        fields, crowd = self.inventor.invent(member)
        story = Story(
            self.run.people,
            self.run.edition,
            member,
            {k: v for k, v in fields.items() if k not in lacking},
            crowd,
        )
        self.run.agenda.add(self.recent(25), story.declare)

    def _in_queue(self, members: list[Organisation]) -> list[Organisation]:
        """Return the organisers of the queue: one for every association and for the head, then any."""
        chosen: list[Organisation] = []
        if self.sizes.every_association:
            for key in sorted(set(self.network.charge_after.values())):
                there = [m for m in members if self.network.charge_after.get(m.department_id or "") == key]
                chosen.append(self.rng.choice(there))
            chosen.append(next(m for m in members if m.department_id == "988"))
        aquitaine = [
            m for m in members if self.network.charge_after.get(m.department_id or "") == "aquitaine"
        ]
        chosen += self.rng.choices(aquitaine, k=min(4, self.sizes.waiting))
        return chosen + [self.rng.choice(members) for _ in range(max(0, self.sizes.waiting - 4))]

    def _plan_waiting(self, member: Organisation, age: int) -> None:
        """Leave an event in the queue for `age` days."""
        story = self._ahead(member)
        day = min(self.days.today - dt.timedelta(days=age), self.days.ends_on - dt.timedelta(days=age % 3))
        submitted = office_moment(self.rng, day)
        self.run.agenda.add(submitted - dt.timedelta(hours=self.rng.randint(1, 30)), story.declare)
        self.run.agenda.add(submitted, story.submit)

    def _plan_decided(self, story: Story, decision: _Decision) -> None:
        """Let an event end at a request for changes, a refusal or its author's withdrawal."""
        submitted = self.recent(11)
        decided = then(self.rng, submitted, (0, 3), self.now - dt.timedelta(hours=6))
        self.run.agenda.add(submitted - dt.timedelta(hours=2), story.declare)
        self.run.agenda.add(submitted, story.submit)
        self.run.agenda.add(decided, decision(story))

    def _ask_for_change(self, story: Story) -> Callable[[], None]:
        return partial(story.ask_for_change, self.rng.choice(words()["changes"]))

    def _refuse(self, story: Story) -> Callable[[], None]:
        return partial(story.refuse, self.rng.choice(words()["refusals"]))

    def _withdraw(self, story: Story) -> Callable[[], None]:
        return story.withdraw

    def _ahead(self, member: Organisation) -> Story:
        """Invent an event that is still to come, where the week leaves days for it."""
        fields, crowd = self.inventor.invent(member)
        for _attempt in range(6):
            if fields["starts_at"] > self.now or self.days.ends_on < self.days.today:
                break
            fields, crowd = self.inventor.invent(member)
        return Story(self.run.people, self.run.edition, member, fields, crowd)

    def recent(self, days: int) -> dt.datetime:
        """Return a moment of work in the last `days` days on which declaring was possible."""
        last = min(self.days.today - dt.timedelta(days=1), self.days.ends_on)
        return office_moment(self.rng, day_between(self.rng, last - dt.timedelta(days=days), last))
