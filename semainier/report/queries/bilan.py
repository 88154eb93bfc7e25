"""The bilan: the figures of an edition beside those of the one before, and the snapshots kept of them."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition
from semainier.core.words import UNKNOWN, number, percent
from semainier.organisations.access import Reach
from semainier.report.charts import Column, bar, columns
from semainier.report.figures import PER_CENT, Count, Figures
from semainier.report.models import Snapshot, SnapshotSource
from semainier.report.queries.board import same_distance
from semainier.report.queries.figures import EVERYTHING, figures_of
from semainier.report.queries.stages import Stage


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure in this edition and in the one before."""

    name: str
    now: float | None
    then: float | None
    is_rate: bool = False

    @property
    def gap(self) -> float | None:
        """The difference, in points for a rate; unknown where one of the two is."""
        return None if self.now is None or self.then is None else self.now - self.then

    @property
    def now_words(self) -> str:
        return percent(self.now) if self.is_rate else number(self.now)

    @property
    def then_words(self) -> str:
        return percent(self.then) if self.is_rate else number(self.then)

    @property
    def gap_words(self) -> str:
        if self.gap is None:
            return UNKNOWN
        value = number(self.gap * PER_CENT, 1) if self.is_rate else number(self.gap)
        signed = f"+{value}" if self.gap > 0 else value
        return _("%(n)s pt") % {"n": signed} if self.is_rate else signed


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int
    width: str


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A snapshot with its figures read."""

    snapshot: Snapshot
    figures: Figures

    @property
    def is_announced(self) -> bool:
        return self.snapshot.source == SnapshotSource.ANNOUNCED

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        return cls(snapshot, Figures.from_json(snapshot.figures))


@dataclass(frozen=True)
class Bilan:
    """What the pages and the document show; `scope` names a territory, empty for the whole federation."""

    edition: Edition
    figures: Figures
    before: Figures | None
    snapshots: list[SnapshotLine]
    scope: str = ""
    national: Figures | None = None

    @cached_property
    def compared(self) -> list[Compared]:
        return compare(self.figures, self.before) if self.before else []

    @cached_property
    def themes(self) -> list[Bar]:
        return bars(self.figures.by_theme)

    @cached_property
    def kinds(self) -> list[Bar]:
        return bars(self.figures.by_kind)

    @cached_property
    def regions(self) -> list[Bar]:
        """Events by region of the lead organiser, the most first; those without any are in the table only."""
        groups = [
            Count(g.code, g.name, g.name_en, g.events) for g in self.figures.by_region or () if g.events
        ]
        return bars(tuple(sorted(groups, key=lambda row: (-row.count, row.name))))

    @cached_property
    def days(self) -> list[Column]:
        return columns(self.figures.by_day)


def bilan_of(edition: Edition, as_of: dt.datetime, reach: Reach = EVERYTHING, scope: str = "") -> Bilan:
    """Return the bilan as it stands now. At most 28 queries, whatever the size."""
    figures = figures_of(edition, as_of, reach=reach)
    then = same_distance(edition, as_of)
    basis = Stage(figures.basis or Stage.PUBLISHED)
    return Bilan(
        edition=edition,
        figures=figures,
        before=figures_of(edition.previous, then, reach=reach, basis=basis)
        if edition.previous and then
        else None,
        snapshots=snapshots_of(edition),
        scope=scope,
        national=None if reach.everything else figures_of(edition, as_of),
    )


def published_bilan(edition: Edition) -> Bilan | None:
    """Return the newest published figures and the earlier ones; None before the first. Two queries."""
    lines = [line for line in snapshots_of(edition) if line.snapshot.is_published]
    if not lines:
        return None
    before = snapshots_of(edition.previous) if edition.previous else []
    earlier = next((line.figures for line in before if line.snapshot.is_published), None)
    return Bilan(edition, lines[0].figures, earlier, lines)


def snapshots_of(edition: Edition) -> list[SnapshotLine]:
    """Return the snapshots of an edition, newest first. One query."""
    return [
        SnapshotLine.of(snapshot)
        for snapshot in Snapshot.objects.filter(edition=edition).select_related("by")
    ]


def compare(now: Figures, then: Figures) -> list[Compared]:
    """Return the headline figures side by side. No query."""
    return [
        Compared(_("Organisations on the list"), now.listed, then.listed),
        Compared(_("Organisations taking part"), now.participants, then.participants),
        Compared(_("Participation rate"), now.rate, then.rate, is_rate=True),
        Compared(_("Events"), now.events, then.events),
        Compared(_("Events cancelled"), now.events_cancelled, then.events_cancelled),
        Compared(_("Response rate"), now.response_rate, then.response_rate, is_rate=True),
        Compared(_("Visitors counted"), now.attendance, then.attendance),
    ]


def bars(rows: tuple[Count, ...] | None) -> list[Bar]:
    """Return bars from zero, the longest filling the width. No query."""
    highest = max((row.count for row in rows or ()), default=0)
    return [Bar(row.label, row.count, bar(row.count, highest)) for row in rows or ()]
