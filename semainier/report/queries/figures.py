"""Count an edition: the one place where figures come from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Sum, When
from django.db.models import Count as CountRows
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from semainier.campaigns.models import Commitment, Edition, EventKind, Goal, GoalKind, Phase, Theme
from semainier.core.search import normalise
from semainier.core.words import day_words
from semainier.events.models import Event, EventQuerySet, Held, Status
from semainier.organisations.access import Reach
from semainier.organisations.sizes import Size, size_of
from semainier.report.figures import PER_CENT, Count, Figures, GoalReached, Group
from semainier.report.queries.stages import (
    Stage,
    event_conditions,
    events_within,
    list_day,
    listed_within,
    opened,
)
from semainier.territories.names import region_name

EVERYTHING = Reach(everything=True)
_PER_EVENT = (Stage.DECLARED, Stage.PUBLISHED, Stage.HELD, Stage.ANSWERED)


@dataclass(frozen=True, slots=True)
class _Member:
    """A listed organisation and how far it came."""

    region: tuple[str, str]
    family: tuple[str, str, str]
    size: tuple[str, str, str]
    stages: frozenset[Stage]
    events: int


def figures_of(
    edition: Edition, as_of: dt.datetime, *, reach: Reach = EVERYTHING, basis: Stage | None = None
) -> Figures:
    """Count the edition as it stood at an instant, within a reach. Nine queries, whatever the size.

    Participation: organisations of the dated member list with an event held, so far with one published;
    `basis` overrules which. Events count by their lead organiser; co-organised ones are a figure apart,
    never in a sum.
    """
    basis = basis or (Stage.HELD if edition.phase == Phase.FROZEN else Stage.PUBLISHED)
    conditions = event_conditions(as_of)
    per_organisation = _per_organisation(edition, reach, conditions)
    members = list(_members(edition, as_of, reach, per_organisation, basis))
    counted = events_within(edition, reach).filter(conditions[basis])
    totals = _totals(events_within(edition, reach), conditions, as_of)
    steps = Counter(stage for member in members for stage in member.stages)
    counts: dict[str, Any] = {
        stage.value: steps[stage] for stage in (Stage.COMMITTED, *_PER_EVENT, Stage.SILENT)
    }
    figures = Figures(
        edition=edition.slug,
        as_of=as_of.isoformat(),
        basis=basis.value,
        list_on=list_day(edition, as_of).isoformat(),
        participants=steps[basis],
        events=totals[f"events_{basis}"],
        listed=len(members),
        invited=_invited(steps),
        opened=steps[Stage.OPENED],
        **counts,
        **totals,
        by_region=_by(((member.region, member) for member in members), basis, totals[f"events_{basis}"] or 0),
        by_size=_by_size(members, basis),
        by_family=_by(((member.family, member) for member in members), basis, totals[f"events_{basis}"] or 0),
        by_theme=_by_theme(edition, counted),
        by_day=_by_day(edition, counted),
        by_kind=_by_kind(counted),
    )
    return _with_goals(figures, edition, reach)


def both(words: str | Promise) -> tuple[str, str]:
    """Return the words in French and in English: a snapshot is read in both."""
    with override("fr"):
        french = str(words)
    with override("en"):
        return french, str(words)


def _day_names(day: dt.date) -> tuple[str, str]:
    with override("fr"):
        french = day_words(day)
    with override("en"):
        return french, day_words(day)


def _per_organisation(
    edition: Edition, reach: Reach, conditions: dict[Stage, Q]
) -> dict[int, dict[Stage, int]]:
    """Return, by lead organiser, how many of its events came how far. One query."""
    counts = {stage.value: CountRows("pk", filter=conditions[stage]) for stage in _PER_EVENT}
    own = events_within(edition, reach).order_by()
    rows: Iterable[Any] = own.values("organisation_id").annotate(**counts)
    return {row["organisation_id"]: {stage: row[stage.value] for stage in _PER_EVENT} for row in rows}


def _members(
    edition: Edition, as_of: dt.datetime, reach: Reach, events: dict[int, dict[Stage, int]], basis: Stage
) -> Iterable[_Member]:
    """Yield the listed organisations with the steps they have taken. Two queries."""
    signed = Commitment.objects.filter(edition=edition, signed_at__lte=as_of)
    ever: dict[int, bool] = {}  # organisation: does a commitment of its stand
    for pk, withdrawn_at in signed.values_list("organisation_id", "withdrawn_at"):
        ever[pk] = ever.get(pk, False) or withdrawn_at is None or withdrawn_at > as_of
    listed = (
        listed_within(edition, as_of, reach)
        .annotate(has_opened=opened(edition, as_of))
        .values_list(
            "organisation_id",
            "region_id",
            "region__name",
            "family_id",
            "family__name",
            "family__name_en",
            "organisation__dwellings",
            "invited_at",
            "has_opened",
        )
    )
    sizes = {size: (size.value, *both(size.label)) for size in Size}
    for pk, region, name_today, family, name, name_en, dwellings, invited_at, has_opened in listed:
        own = events.get(pk, {})
        stages = {stage for stage in _PER_EVENT if own.get(stage)}
        if invited_at is not None and invited_at <= as_of:
            stages.add(Stage.INVITED)
        if has_opened:
            stages.add(Stage.OPENED)
        if ever.get(pk):
            stages.add(Stage.COMMITTED)
        if pk not in ever and Stage.DECLARED not in stages:
            stages.add(Stage.SILENT)
        yield _Member(
            (region, region_name(region, name_today, edition.starts_on)),
            (family or "", name or "", name_en or ""),
            sizes[size_of(dwellings)],
            frozenset(stages),
            own.get(basis, 0),
        )


def _totals(events: EventQuerySet, conditions: dict[Stage, Q], as_of: dt.datetime) -> dict[str, Any]:
    """Return the figures of all events at once. One query."""
    shared = Exists(Event.co_organisers.through.objects.filter(event=OuterRef("pk")))
    over = conditions[Stage.PUBLISHED] & Q(ends_at__lte=as_of) & ~Q(status=Status.CANCELLED)
    wanted = {
        "declared": conditions[Stage.DECLARED],
        "published": conditions[Stage.PUBLISHED],
        "held": conditions[Stage.HELD],
        "not_held": conditions[Stage.ANSWERED] & Q(outcome__held=Held.NO),
        "cancelled": conditions[Stage.PUBLISHED] & Q(status=Status.CANCELLED),
        "co_organised": conditions[Stage.PUBLISHED] & Q(shared),
        "over": over,
        "answered": over & Q(outcome__given_at__lte=as_of),
    }
    return events.aggregate(
        **{f"events_{name}": CountRows("pk", filter=condition) for name, condition in wanted.items()},
        attendance=Sum("outcome__attendance", filter=conditions[Stage.HELD]),
        attendance_known=CountRows("outcome__attendance", filter=conditions[Stage.HELD]),
    )


def _invited(steps: Counter[Stage]) -> int | None:
    """Return how many were invited; unknown when none was and some have joined: they were asked otherwise."""
    if not steps[Stage.INVITED] and (steps[Stage.COMMITTED] or steps[Stage.DECLARED]):
        return None
    return steps[Stage.INVITED]


def _by(named: Iterable[tuple[tuple[str, ...], _Member]], basis: Stage, all_events: int) -> tuple[Group, ...]:
    """Gather the members by region or family; events of organisers outside the list stand in a row."""
    gathered: dict[tuple[str, ...], list[_Member]] = {}
    for name, member in named:
        gathered.setdefault(name, []).append(member)
    groups = [_group(name, members, basis) for name, members in gathered.items()]
    rest = all_events - sum(group.events for group in groups)
    if rest:
        groups.append(Group("", *both(_("Organisers outside the list")), events=rest))
    return tuple(sorted(groups, key=lambda group: (group.code == "", normalise(group.name))))


def _by_size(members: list[_Member], basis: Stage) -> tuple[Group, ...]:
    """Gather the members by their number of dwellings today, the smallest first, the unknown last."""
    gathered: dict[str, list[_Member]] = {}
    for member in members:
        gathered.setdefault(member.size[0], []).append(member)
    return tuple(_group(found[0].size, found, basis) for size in Size if (found := gathered.get(size.value)))


def _group(name: tuple[str, ...], members: list[_Member], basis: Stage) -> Group:
    steps = Counter(stage for member in members for stage in member.stages)
    code, label, label_en = (*name, "")[:3]
    if not code:
        label, label_en = both(_("No family given"))
    return Group(
        code,
        label,
        label_en,
        listed=len(members),
        participants=steps[basis],
        events=sum(member.events for member in members),
        **{
            stage.value: steps[stage]
            for stage in (Stage.INVITED, Stage.OPENED, Stage.COMMITTED, *_PER_EVENT, Stage.SILENT)
        },
    )


def _counts(events: EventQuerySet, field: str) -> dict[Any, int]:
    """Return the number of events by a field. One query."""
    return dict(events.order_by().values_list(field).annotate(n=CountRows("pk")))


def _by_theme(edition: Edition, events: EventQuerySet) -> tuple[Count, ...]:
    counts = _counts(events, "theme_id")
    themes = Theme.objects.filter(edition=edition)
    return tuple(Count(theme.slug, theme.name, theme.name_en, counts.get(theme.pk, 0)) for theme in themes)


def _by_day(edition: Edition, events: EventQuerySet) -> tuple[Count, ...]:
    """Return the events by the day on which they begin, those outside the week in one row. One query.

    An event on several dates counts once on each of their days: the rows may add up to more than the events.
    """
    begins = Coalesce("sessions__first_day", "first_day")
    week = (edition.starts_on, edition.ends_on)
    day = Case(When(begins_on__range=week, then=F("begins_on")), default=None)
    found = events.order_by().annotate(begins_on=begins).values_list(day)
    counts: dict[dt.date | None, int] = dict(found.annotate(n=CountRows("pk", distinct=True)))
    rows = [Count(day.isoformat(), *_day_names(day), counts.get(day, 0)) for day in edition.days]
    if counts.get(None):
        rows.append(Count("outside", *both(_("Outside the week")), counts[None]))
    return tuple(rows)


def _by_kind(events: EventQuerySet) -> tuple[Count, ...]:
    counts = _counts(events, "kind")
    rows = [
        Count(kind.value, *both(kind.label), counts[kind.value]) for kind in EventKind if kind.value in counts
    ]
    return tuple(sorted(rows, key=lambda row: -row.count))


def _with_goals(figures: Figures, edition: Edition, reach: Reach) -> Figures:
    """Return the figures with what was reached of each goal, of rates only for a territory. One query."""
    rates = {GoalKind.RATE: figures.rate, GoalKind.RESPONSES: figures.response_rate}
    reached: dict[str, float | None] = {
        kind: None if rate is None else round(rate * PER_CENT, 1) for kind, rate in rates.items()
    }
    if reach.everything:
        reached |= {GoalKind.PARTICIPANTS: figures.participants, GoalKind.EVENTS: figures.events}
    goals = Goal.objects.filter(edition=edition, kind__in=reached)
    return replace(
        figures, goals=tuple(GoalReached(goal.kind, goal.target, reached[goal.kind]) for goal in goals)
    )
