"""Reminders that leave by themselves: which are on, what is due on a day, what would leave tomorrow."""

import datetime as dt
from dataclasses import dataclass, replace

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.organisations.access import Reach
from semainier.rally.builtin import MODELS
from semainier.rally.criteria import Choice, Criteria, Matter, Situation
from semainier.rally.models import AutomaticReminder, MessageTemplate, Sending
from semainier.rally.queries.audience import Line, Plan, plan_of
from semainier.rally.queries.conditions import takes
from semainier.rally.queries.segments import members_of
from semainier.rally.rules import morning_of

# Days before the first day on which committed organisations without an event are reminded.
MILESTONES = (45, 30, 15)
# A milestone that was missed, since nothing ran that day, is made up for so many days.
GRACE = 2
# The most lines that a page names.
NAMED = 100
MATTERS = (Matter.DECLARE, Matter.OUTCOME)
CHOICES = {
    Matter.DECLARE: Choice(
        Criteria(states=(Situation.COMMITTED.value,), lacking=(Situation.DECLARED.value,))
    ),
    Matter.OUTCOME: Choice(Criteria(states=(Situation.OUTCOME_MISSING.value,))),
}


@dataclass(frozen=True, slots=True)
class Due:
    """What leaves by itself on a day: its key, that makes it leave once, and whom it reaches."""

    matter: Matter
    key: str
    leaves_at: dt.datetime
    plan: Plan


@dataclass(frozen=True, slots=True)
class Switch:
    """An automatic reminder of an edition with what it would send tomorrow; `due` None: nothing on that day."""

    matter: Matter
    is_on: bool
    next_on: dt.date | None  # of the milestones; None for those that follow each event
    due: Due | None

    @property
    def shown(self) -> list[Line]:
        """Return the first lines of what would leave."""
        return self.due.plan.due()[:NAMED] if self.due else []

    @property
    def more(self) -> int:
        """How many lines the page does not name."""
        return len(self.due.plan.due()) - len(self.shown) if self.due else 0


def key_of(edition: Edition, matter: str, day: dt.date) -> str | None:
    """Return what is due about a matter on a day, under its key; None when nothing is. No query."""
    if matter == Matter.OUTCOME:
        is_time = edition.starts_on < day <= edition.outcomes_until
        return f"auto:{edition.pk}:outcome:{day}" if is_time else None
    distance = (edition.starts_on - day).days
    for milestone in MILESTONES:
        if milestone - GRACE <= distance <= milestone:
            return f"auto:{edition.pk}:declare:{milestone}"
    return None


def next_milestone(edition: Edition, day: dt.date) -> dt.date | None:
    """Return the next day from a day on on which events are asked for. No query."""
    days = [edition.starts_on - dt.timedelta(days=milestone) for milestone in MILESTONES]
    return next((one for one in days if one >= day), None)


def due_on(edition: Edition, matter: Matter, day: dt.date, reach: Reach) -> Due | None:
    """Return what leaves by itself about a matter on a day; None when nothing is due or it has left already.

    About outcomes only organisations that were asked once. Cost as `plan_of`, one query more.
    """
    key = key_of(edition, matter, day)
    if key is None or not takes(edition, matter, clock.today()) or Sending.objects.filter(key=key).exists():
        return None
    leaves_at = max(morning_of(day), clock.now())
    members = members_of(edition, CHOICES[matter], clock.now(), reach)
    plan = plan_of(edition, members, matter, leaves_at)
    if matter == Matter.OUTCOME:
        asked = [line for line in plan.lines if line.listed.organisation_id in plan.asked]
        plan = replace(plan, lines=asked)
    return Due(matter, key, leaves_at, plan)


def matters_on(edition: Edition) -> set[str]:
    """Return the matters whose reminders are turned on. One query."""
    return set(AutomaticReminder.objects.filter(edition=edition, is_on=True).values_list("matter", flat=True))


def switches_of(edition: Edition, reach: Reach) -> list[Switch]:
    """Return the automatic reminders with what each would send tomorrow within reach, on or off."""
    on, tomorrow = matters_on(edition), clock.today() + dt.timedelta(days=1)
    return [
        Switch(
            matter,
            matter in on,
            next_milestone(edition, tomorrow) if matter == Matter.DECLARE else None,
            due_on(edition, matter, tomorrow, reach),
        )
        for matter in MATTERS
    ]


def message_for(matter: Matter) -> MessageTemplate:
    """Return the message that a reminder leaves with. No query."""
    return MODELS[matter.value].template()
