"""Count an edition: the one place where figures come from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from semainier.campaigns.models import Commitment, Edition, Goal, GoalKind, Phase, Theme
from semainier.core.words import day_words
from semainier.events.models import Event, EventQuerySet, Held, Kind, Status
from semainier.organisations.access import Reach
from semainier.report.figures import PER_CENT, Count, Figures, GoalReached, Group, ratio
from semainier.report.queries.stages import Stage, event_conditions, events_within, list_day, listed_within, standing

EVERYTHING = Reach(everything=True)
_PER_EVENT = (Stage.DECLARED, Stage.PUBLISHED, Stage.HELD, Stage.ANSWERED)


@dataclass(frozen=True, slots=True)
class _Member:
    """A listed organisation and how far it came."""

    region: tuple[str, str]
    family: tuple[str, str, str]
    stages: frozenset[Stage]
    events: int


def figures_of(edition: Edition, as_of: dt.datetime, *, reach: Reach = EVERYTHING) -> Figures:
    """Count the edition as it stood at an instant, within a reach. Nine queries, whatever the size.

    Participation, source: organisations of the dated member list with an event held, so far with one published;
    events count by their lead organiser; co-organised ones are a figure of their own, never in a sum.
    """
    basis = Stage.HELD if edition.phase == Phase.FROZEN else Stage.PUBLISHED
    conditions = event_conditions(as_of)
    per_organisation = _per_organisation(edition, reach, conditions)
    members = list(_members(edition, as_of, reach, per_organisation, basis))
    counted = events_within(edition, reach).filter(conditions[basis])
    totals = _totals(events_within(edition, reach), conditions, as_of)
    steps = Counter(stage for member in members for stage in member.stages)
    figures = Figures(
        edition=edition.slug,
        as_of=as_of.isoformat(),
        basis=basis.value,
        list_on=list_day(edition, as_of).isoformat(),
        participants=steps[basis],
        events=totals[f"events_{basis}"],
        listed=len(members),
        **{stage.value: steps[stage] for stage in (Stage.COMMITTED, *_PER_EVENT, Stage.SILENT)},
        invited=_invited(steps),
        **totals,
        by_region=_by_region(members, basis, sum(row[basis] for row in per_organisation.values())),
        by_family=tuple(_groups(((member.family, member) for member in members), basis)),
        by_theme=_by_theme(edition, counted),
        by_day=_by_day(edition, counted),
        by_kind=_by_kind(counted),
    )
    return _with_goals(figures, edition)
