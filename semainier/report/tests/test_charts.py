"""The geometry of the charts: within their frame, in order, and words that touch nothing."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.report.charts import (
    BIG,
    BOTTOM,
    COLUMNS_WIDTH,
    DOT,
    LEFT,
    RIGHT,
    SMALL,
    TOP,
    bar,
    columns,
    evolution_chart,
)
from semainier.report.figures import Count
from semainier.report.queries.evolution import Curve

EDITION = Edition(starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14))
TOTALS = st.integers(0, 5_000)


def curve(total: int, day: int = -10) -> Curve:
    return Curve(((day, total),) if total else ())


def chart(now: int, before: int | None = None, offset: int = -5):
    return evolution_chart(EDITION, curve(now), None if before is None else curve(before), offset)


def marks(line: str) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in line.split()]


@given(TOTALS, TOTALS, st.integers(-300, 60))
def test_no_word_touches_the_point_of_today_or_other_words(now, before, offset):
    made = chart(now, before, offset)
    here, big, small = float(made.here.y), float(made.here_label_y), float(made.end_label_y)

    assert big < here - DOT
    is_above = small <= big - BIG
    is_below = small - SMALL >= here + DOT
    assert is_above or is_below


@given(TOTALS, TOTALS, st.integers(-300, 60))
def test_words_stand_above_the_end_of_the_dotted_line_and_within_the_drawing(now, before, offset):
    made = chart(now, before, offset)

    assert float(made.end_label_y) < float(made.end_before.y)
    assert float(made.end_label_y) - SMALL > 0


@pytest.mark.parametrize(("now", "before", "stands"), [(61, 189, "at the end"), (215, 204, "above today")])
def test_where_the_words_stand(now, before, stands):
    made = chart(now, before)

    at_the_end = float(made.end_label_y) == pytest.approx(float(made.end_before.y) - 10, abs=0.11)
    assert at_the_end == (stands == "at the end")


def test_without_an_edition_before_there_is_one_line():
    made = chart(7)

    assert (made.was, made.end_before, made.same_day_before) == ("", None, None)
    assert made.here.label == "7"


@given(TOTALS, TOTALS, st.integers(-300, 60))
def test_lines_go_from_left_to_right_within_the_frame(now, before, offset):
    made = chart(now, before, offset)

    for line in (made.now, made.was):
        x = [point[0] for point in marks(line)]
        assert x[0] == LEFT
        assert x == sorted(x)
        assert x[-1] <= RIGHT + 0.1


@given(TOTALS, st.integers(-300, 60))
def test_the_line_ends_at_the_point_of_today(now, offset):
    made = chart(now, None, offset)

    end = marks(made.now)[-1]
    assert end[0] == pytest.approx(float(made.here.x))
    assert end[1] == pytest.approx(float(made.here.y)) or curve(now).at(offset) != now


@given(TOTALS, TOTALS)
def test_ticks_begin_at_zero_and_reach_over_the_highest(now, before):
    ticks = chart(now, before).ticks

    values = [int(tick.label.replace("\u202f", "")) for tick in ticks]
    heights = [float(tick.at) for tick in ticks]
    assert values[0] == 0
    assert values[-1] >= max(now, before, 1)
    assert len(values) <= 6
    assert (heights[0], heights[-1]) == (BOTTOM, TOP)
    assert heights == sorted(heights, reverse=True)


@given(st.integers(-900, 60))
def test_months_are_at_most_six_and_in_order(offset):
    months = [float(month.at) for month in chart(3, 4, offset).months]

    assert len(months) <= 6
    assert months == sorted(set(months))
    assert all(LEFT <= at <= RIGHT for at in months)


def test_months_are_called_in_french():
    assert [month.label for month in chart(3, offset=-70).months] == ["avr.", "mai", "juin"]


@pytest.mark.parametrize(("offset", "is_late"), [(-120, False), (8, True)])
def test_the_figure_stands_where_there_is_room(offset, is_late):
    made = evolution_chart(EDITION, curve(5, -120), curve(9, -120), offset)

    assert made.is_late is is_late


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_bar_is_no_longer_than_its_place(part, whole):
    length = float(bar(min(part, whole), whole))

    assert 0 <= length <= 100
    assert length == round(100 * min(part, whole) / whole, 1)


@pytest.mark.parametrize("whole", [None, 0])
def test_a_bar_of_nothing_has_no_length(whole):
    assert bar(5, whole) == bar(None, 5) == "0"


@given(st.lists(st.integers(0, 500), min_size=1, max_size=31))
def test_columns_stand_side_by_side(counts):
    shown = columns([Count(str(n), "", "", count) for n, count in enumerate(counts)])

    edges = [(float(column.x), float(column.x) + float(column.width)) for column in shown]
    assert all(end < begin + 0.2 for (_x, end), (begin, _y) in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= COLUMNS_WIDTH


def test_a_day_is_called_by_its_short_name_anything_else_by_its_own():
    day, other = columns([Count("2026-06-07", "x", "x", 2), Count("", "Hors semaine", "Outside", 1)])

    assert (day.label, day.lines) == ("dim. 7\u00a0juin", ("dim.", "7 juin"))
    assert (other.label, other.lines) == ("Hors semaine", ("Hors", "semaine"))


def test_no_days_no_columns():
    assert columns(None) == columns(()) == []
