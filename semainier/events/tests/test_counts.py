"""Counts are remembered, and forgotten when the journal has a new line or time has passed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from semainier.campaigns.models import Edition, ListedMember
from semainier.campaigns.services.editions import set_goals
from semainier.core import clock
from semainier.events.models import Event
from semainier.events.queries.counts import When, counts_of, newest_line, tally_of
from semainier.events.queries.filters import Filters
from semainier.events.queries.public import kilometres_between
from semainier.events.tests.public import MakeEvent, on, paris, show
from semainier.organisations.models import Organisation


def test_counts_are_those_of_a_plain_count(edition: Edition, make_event: MakeEvent) -> None:
    for day, slug in ((6, "patrimoine"), (7, "patrimoine"), (7, "vivre-ensemble"), (20, "patrimoine")):
        show(make_event, theme=edition.themes.get(slug=slug), **on(day))

    counts = counts_of(edition, Filters((("jour", "2026-06-07"),)), newest_line(edition))

    assert (counts.total, counts.times, counts.other_days) == (2, {When.LATER: 2}, 1)
    assert counts.days[dt.date(2026, 6, 6)] == 1  # a day is counted without the filter by day
    assert counts.facets["theme"] == {"patrimoine": 1, "vivre-ensemble": 1}


def test_counts_are_remembered_until_the_next_write(
    edition: Edition, make_event: MakeEvent, django_assert_num_queries: Callable[..., Any]
) -> None:
    show(make_event)
    stamp = newest_line(edition)
    first = counts_of(edition, Filters(), stamp)

    with django_assert_num_queries(0):
        again = counts_of(edition, Filters(), stamp)
    set_goals(edition=edition, goals={"events": 500}, by=None)

    assert again == first
    assert newest_line(edition) > stamp


def test_counts_of_another_day_are_not_those_of_today(edition: Edition, make_event: MakeEvent) -> None:
    show(make_event, **on(7))
    stamp = newest_line(edition)

    before = counts_of(edition, Filters(), stamp).times
    with clock.at(paris(8)):
        after = counts_of(edition, Filters(), stamp).times

    assert (before, after) == ({When.LATER: 1}, {When.OVER: 1})


def test_newest_line_of_an_edition_leaves_the_others_alone(
    edition: Edition, federation: Organisation
) -> None:
    assert 0 < newest_line(edition) <= newest_line()
    assert newest_line(Edition(pk=edition.pk + 1)) == 0


def test_list_is_that_of_the_last_day_once_the_week_is_over(
    edition: Edition, committed: Edition, org_a: Organisation
) -> None:
    ListedMember.objects.filter(edition=edition).update(removed_on=dt.date(2026, 7, 1))

    with clock.at(dt.datetime(2026, 8, 1, tzinfo=clock.PARIS)):
        tally = tally_of(edition, newest_line(edition))

    assert (tally.listed, tally.committed, tally.events, tally.share) == (1, 1, 0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"latitude": 48.8534, "longitude": 2.3488}, {"latitude": 50.6339, "longitude": 3.0551}, 204),
        ({"latitude": 48.8534, "longitude": 2.3488}, {"latitude": None, "longitude": None}, None),
        (
            {"precision": "commune", "latitude": 48.0, "longitude": 2.0},
            {"latitude": 48.0, "longitude": 2.0},
            None,
        ),
    ],
)
def test_distance_is_known_between_exact_places_only(
    one: dict[str, Any], other: dict[str, Any], expected: int | None
) -> None:
    events = [Event(**{"precision": "exact", **place}) for place in (one, other)]

    assert kilometres_between(*events) == expected
