"""Geometry of the charts: plain numbers that templates write as SVG. Bars and axes begin at zero."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import dateformat

from semainier.campaigns.models import Edition
from semainier.core.words import NBSP, number, short_day_words
from semainier.report.figures import Count
from semainier.report.queries.evolution import Curve

WIDTH, HEIGHT = 640, 334
LEFT, RIGHT, TOP, BOTTOM = 50, 610, 74, 294
# On a telephone, where letters are largest: heights of the figure of today and of the words at the end of the
# dotted line, and what keeps words from a point or from other words.
BIG, SMALL, DOT, GAP = 34, 18, 6, 10
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class EvolutionChart:
    """Two curves over the days before the week; the last point of each carries its figure."""

    now: str
    was: str
    here: Point
    end_before: Point | None
    same_day_before: Point | None
    ticks: tuple[Tick, ...]
    months: tuple[Tick, ...]

    @property
    def is_late(self) -> bool:
        """Whether today stands in the right half: its label then goes to the left."""
        return float(self.here.x) > (LEFT + RIGHT) / 2

    @property
    def here_label_y(self) -> str:
        """The line on which the figure of today stands, clear of its point."""
        return f"{float(self.here.y) - GAP:.1f}"

    @property
    def end_label_y(self) -> str:
        """The line on which the words for the end of the dotted line stand: above it, or above the figure of today.

        A curve only rises, so above its end there is nothing of it; the point of today may be there, and its figure.
        """
        end = float(self.end_before.y) - GAP if self.end_before else 0.0
        here = float(self.here_label_y)
        is_free = end - SMALL >= here + GAP + DOT or end + DOT <= here - BIG
        return f"{end if is_free else here - BIG - GAP:.1f}"


def bar(part: float | None, whole: float | None, full: float = 100.0) -> str:
    """Return the length of a bar for SVG: the share of `full`, 0 for what is unknown."""
    return f"{full * part / whole:.1f}" if part and whole else "0"


def evolution_chart(edition: Edition, now: Curve, before: Curve | None, offset: int) -> EvolutionChart:
    """Lay out the curves; `offset` is today's distance in days from the first day. No query."""
    last = (edition.ends_on - edition.starts_on).days
    earlier = before or Curve(())
    starts = [points[0][0] for points in (now.points, earlier.points) if points]
    first = min([*starts, offset, 0]) - 1
    end = max(last, offset)
    step = _step(max(now.total, earlier.total, 1))
    top = step * -(-max(now.total, earlier.total, 1) // step)

    def x(day: int) -> str:
        return f"{LEFT + (RIGHT - LEFT) * (day - first) / (end - first):.1f}"

    def y(value: int) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * value / top:.1f}"

    def line(curve: Curve, until: int) -> str:
        days = [
            (first, 0),
            *((day, total) for day, total in curve.points if day <= until),
            (until, curve.at(until)),
        ]
        return " ".join(f"{x(day)},{y(total)}" for day, total in days)

    return EvolutionChart(
        now=line(now, offset),
        was=line(earlier, end) if before else "",
        here=Point(x(offset), y(now.total), number(now.total)),
        end_before=Point(x(end), y(earlier.total), number(earlier.total)) if before else None,
        same_day_before=Point(x(offset), y(earlier.at(offset)), number(earlier.at(offset)))
        if before
        else None,
        ticks=tuple(Tick(y(value), number(value)) for value in range(0, top + 1, step)),
        months=tuple(Tick(x(day), label) for day, label in _months(edition.starts_on, first, end)),
    )


def _step(highest: int) -> int:
    return next((step for step in _STEPS if highest / step <= _TICKS), _STEPS[-1])


def _months(starts_on: dt.date, first: int, end: int) -> Sequence[tuple[int, str]]:
    """Return the first days of months within the chart, at most six, and their names."""
    days = [starts_on + dt.timedelta(days=day) for day in range(first, end + 1)]
    months = [((day - starts_on).days, dateformat.format(day, "N")) for day in days if day.day == 1]
    keep = -(-len(months) // 6) or 1
    return months[::keep]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart of days, its label and its figure."""

    x: str
    width: str
    middle: str
    y: str
    height: str
    label: str
    lines: tuple[str, ...]  # the label broken for a narrow column
    count: int


COLUMNS_WIDTH, COLUMNS_BASE, COLUMNS_TOP = 640, 180, 30


def columns(rows: Sequence[Count] | None) -> list[Column]:
    """Lay out columns from a zero baseline; days that are dates get their short name. No query."""
    shown = rows or ()
    highest = max((row.count for row in shown), default=0) or 1
    step = COLUMNS_WIDTH / max(len(shown), 1)
    width = step * 0.72
    return [
        Column(
            x=f"{index * step + (step - width) / 2:.1f}",
            width=f"{width:.1f}",
            middle=f"{index * step + step / 2:.1f}",
            y=f"{COLUMNS_BASE - (height := (COLUMNS_BASE - COLUMNS_TOP) * row.count / highest):.1f}",
            height=f"{height:.1f}",
            label=(label := _short(row)),
            lines=tuple(label.replace(NBSP, " ").split(" ", 1)),
            count=row.count,
        )
        for index, row in enumerate(shown)
    ]


def _short(row: Count) -> str:
    try:
        return short_day_words(dt.date.fromisoformat(row.code))
    except ValueError:
        return row.label
