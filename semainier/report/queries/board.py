"""The participation board: the figures now, their like a year ago, the phases, the growth."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.core.words import day_words, days_words, number, percent
from semainier.organisations.access import Reach
from semainier.report.charts import EvolutionChart, bar, evolution_chart
from semainier.report.figures import Figures, Group, ratio
from semainier.report.queries.evolution import Curve, curve_of_commitment, curve_of_publication
from semainier.report.queries.figures import figures_of
from semainier.report.queries.stages import STAGE_NAMES, Stage

FUNNEL = (
    Stage.LISTED,
    Stage.INVITED,
    Stage.OPENED,
    Stage.COMMITTED,
    Stage.DECLARED,
    Stage.PUBLISHED,
    Stage.HELD,
    Stage.ANSWERED,
)


@dataclass(frozen=True, slots=True)
class PhaseDrawer:
    name: str
    remark: str
    is_past: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class FunnelStep:
    stage: Stage
    name: str
    count: int | None
    share: float | None
    remark: str
    width: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A region or a family beside itself a year ago."""

    group: Group
    before: float | None  # rate of the edition before, at the same distance
    gap: int | None  # participants more or fewer than then
    width: str
    mark: str  # where the tick of the edition before stands; empty when there is none


@dataclass(frozen=True, slots=True)
class Board:
    edition: Edition
    figures: Figures
    national: Figures | None  # beside, for who sees a territory only
    before: Figures | None
    phases: list[PhaseDrawer]
    funnel: list[FunnelStep]
    regions: list[GroupLine]
    families: list[GroupLine]
    sizes: list[GroupLine]
    chart: EvolutionChart
    measure: Stage  # what the curves count
    offset: int  # days from the first day, negative before it

    @property
    def lead(self) -> int | None:
        """Participants more (or fewer) than at the same distance a year ago."""
        if self.then is None:
            return None
        now = self.figures.committed if self.measure == Stage.COMMITTED else self.figures.participants
        return (now or 0) - self.then

    @property
    def then(self) -> int | None:
        """The like of the headline's figure at the same distance a year ago."""
        if self.before is None:
            return None
        return self.before.committed if self.measure == Stage.COMMITTED else self.before.participants


def board_of(edition: Edition, as_of: dt.datetime, reach: Reach) -> Board:
    """Return the board: figures now, before, national, two curves. At most 32 queries, whatever the size."""
    figures = figures_of(edition, as_of, reach=reach)
    same_day = same_distance(edition, as_of)
    previous = edition.previous if same_day else None
    basis = Stage(figures.basis or Stage.PUBLISHED)
    before = figures_of(previous, same_day, reach=reach, basis=basis) if previous and same_day else None
    offset = (as_of.astimezone(clock.PARIS).date() - edition.starts_on).days
    curve, measure = curve_of_publication, Stage.PUBLISHED
    if figures.counts_commitments:
        curve, measure = curve_of_commitment, Stage.COMMITTED
    earlier: Curve | None = curve(previous, as_of, reach) if previous else None
    return Board(
        edition=edition,
        figures=figures,
        national=None if reach.everything else figures_of(edition, as_of),
        before=before,
        phases=phases_of(edition, as_of),
        funnel=funnel_of(figures, edition),
        regions=lines_of(figures.by_region, before.by_region if before else None),
        families=lines_of(figures.by_family, before.by_family if before else None),
        sizes=lines_of(figures.by_size, before.by_size if before else None, by_rate=False),
        chart=evolution_chart(edition, curve(edition, as_of, reach), earlier, offset),
        measure=measure,
        offset=offset,
    )


def same_distance(edition: Edition, as_of: dt.datetime) -> dt.datetime | None:
    """Return the instant that was as far from the edition before as `as_of` is from this one.

    A frozen edition is compared with the whole of the one before; None when there is none.
    """
    if edition.previous is None or edition.is_frozen:
        return as_of if edition.previous else None
    return as_of - (edition.starts_on - edition.previous.starts_on)


def funnel_of(figures: Figures, edition: Edition) -> list[FunnelStep]:
    """Return the steps from the list to the outcome, each over the list. No query."""
    return [_funnel_step(figures, stage, edition) for stage in FUNNEL]


def _funnel_step(figures: Figures, stage: Stage, edition: Edition) -> FunnelStep:
    """Return a step; what only the week can tell is unknown before it."""
    count: int | None = getattr(figures, stage.value)
    remark = ""
    taken_on = dt.datetime.fromisoformat(figures.as_of).astimezone(clock.PARIS).date()
    if stage in {Stage.HELD, Stage.ANSWERED} and not count and taken_on < edition.starts_on:
        count, remark = None, _("known from %(day)s") % {"day": day_words(edition.starts_on, weekday=False)}
    elif stage == Stage.LISTED:
        day = dt.date.fromisoformat(figures.list_on or taken_on.isoformat())
        remark = _("on the list of %(day)s") % {"day": day_words(day, weekday=False, year=True)}
    elif count is None:
        remark = _("unknown: none was sent from here")
    share = ratio(count, figures.listed)
    return FunnelStep(
        stage=stage,
        name=str(STAGE_NAMES[stage]),
        count=count,
        share=share,
        remark=remark or _("%(rate)s of the list") % {"rate": percent(share, 0)},
        width=bar(count, figures.listed),
        is_key=stage == (Stage.HELD if figures.is_final else Stage.PUBLISHED),
    )


def lines_of(
    groups: tuple[Group, ...] | None, before: tuple[Group, ...] | None, *, by_rate: bool = True
) -> list[GroupLine]:
    """Return the groups with members, the highest rate first or in their own order, beside a year ago. No query."""
    earlier = {group.code: group for group in before or ()}
    shown = [group for group in groups or () if group.listed]
    highest = max([group.rate or 0 for group in [*shown, *earlier.values()]], default=0) or 1
    return [
        GroupLine(
            group=group,
            before=then.rate if then else None,
            gap=group.participants - then.participants if then else None,
            width=bar(group.rate, highest),
            mark=bar(then.rate, highest, full=98.0) if then and then.rate is not None else "",
        )
        for group in (
            sorted(shown, key=lambda group: (-(group.rate or 0), group.label)) if by_rate else shown
        )
        for then in [earlier.get(group.code)]
    ]


def phases_of(edition: Edition, as_of: dt.datetime) -> list[PhaseDrawer]:
    """Return the phases as drawers: gone by, open, to come. No query."""
    order = list(Phase)
    here = order.index(Phase(edition.phase))
    return [
        PhaseDrawer(
            str(phase.label), _remark(edition, phase, index - here, as_of), index < here, index == here
        )
        for index, phase in enumerate(order)
    ]


def _remark(edition: Edition, phase: Phase, distance: int, as_of: dt.datetime) -> str:
    """Return the line under the name of a phase: since when, until when."""
    left = (edition.starts_on - as_of.astimezone(clock.PARIS).date()).days
    if phase == Phase.WEEK:
        return days_words(edition.starts_on, edition.ends_on, year=False)
    if phase == Phase.COUNTING:
        return _("until %(day)s") % {"day": day_words(edition.outcomes_until, weekday=False)}
    if distance < 0:
        return pgettext("phase", "over")
    if distance == 0 and phase == Phase.OPEN and left > 0:
        return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": number(left)}
    if distance == 0:
        return _("since %(day)s") % {
            "day": day_words(edition.phase_set_at.astimezone(clock.PARIS).date(), weekday=False)
        }
    return pgettext("phase", "to come")
