import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.report.charts import BOTTOM, TOP, bar, columns, evolution_chart
from semainier.report.figures import Count
from semainier.report.queries.evolution import Curve, curve_of_commitment, curve_of_publication
from semainier.report.queries.figures import EVERYTHING
from semainier.report.tests.factories import make_events

EDITION = Edition(starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14))
STEPS = st.lists(
    st.tuples(st.integers(-200, 8), st.integers(1, 90)), max_size=12, unique_by=lambda step: step[0]
)


def curve(steps):
    total, points = 0, []
    for day, more in sorted(steps):
        total += more
        points.append((day, total))
    return Curve(tuple(points))


def test_each_organisation_counts_on_the_day_of_its_first_event(small):
    make_events(
        small.edition, [small.three, small.one], 2, published_at=dt.datetime(2026, 5, 15, tzinfo=dt.UTC)
    )

    found = curve_of_publication(small.edition, clock.now(), EVERYTHING)

    assert found.points == ((-27, 2), (-22, 3))
    assert (found.at(-28), found.at(-25), found.at(0), found.total) == (0, 2, 3, 3)


def test_commitments_by_day(small):
    assert curve_of_commitment(small.edition, clock.now(), EVERYTHING).points == ((-27, 3),)


@given(STEPS, STEPS, st.integers(-200, 30))
def test_chart_stays_within_its_frame(now, before, offset):
    chart = evolution_chart(EDITION, curve(now), curve(before), offset)

    for line in (chart.now, chart.was):
        values = [float(point.split(",")[1]) for point in line.split()]
        assert all(TOP - 0.1 <= y <= BOTTOM + 0.1 for y in values)
        assert values == sorted(values, reverse=True)


def test_bars_begin_at_zero():
    assert [bar(part, 8) for part in (None, 0, 2, 8)] == ["0", "0", "25.0", "100.0"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_columns_are_as_high_as_their_figures(counts):
    shown = columns([Count(str(n), "", "", count) for n, count in enumerate(counts)])

    heights = [float(column.height) for column in shown]
    assert heights == [round(150 * count / (max(counts) or 1), 1) for count in counts]
