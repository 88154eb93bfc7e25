"""An event on several dates stands in the programme on the days on which it takes place, and on no other."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.models import Event, Status
from semainier.events.queries import counts as counting
from semainier.events.queries.counts import When, counts_of, newest_line
from semainier.events.queries.filters import Filters
from semainier.events.queries.listing import PER_PAGE, listing_of
from semainier.events.tests.dates import Spans, days_between, on_days, spans
from semainier.events.tests.public import PROGRAMME, MakeEvent, on, paris, show, words
from semainier.events.tests.test_programme import boxes, page, titles
from semainier.events.tests.test_week import drawers

WEEK = range(6, 15)


def at(day: int) -> str:
    return f"?jour=2026-06-{day:02d}"


def listed(edition: Edition, today: int, query: Filters | None = None) -> list[tuple[int, str]]:
    """Return (day, title) of everything listed on a day of June, page by page."""
    found, number = [], 1
    with clock.at(paris(today, 9)):
        while True:
            listing = listing_of(edition, Filters((query or Filters()).chosen, page=number))
            found += [(g.day.day if g.day else 0, e.title) for g in listing.groups for e in g.events]
            if number >= listing.page_obj.paginator.num_pages:
                return found
            number += 1


def test_filter_by_day_finds_it_on_its_days_only(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le marché", **on_days(6, 9, 13))

    assert [day for day in WEEK if titles(page(client, at(day)))] == [6, 9, 13]


def test_drawers_count_it_on_its_days_only_and_show_it_there(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le marché", **on_days(6, 9, 13))

    html = client.get("/semaine-2026/").content.decode()

    numbers = [front.split()[-2] for _classes, _opened, front in drawers(html)]
    assert numbers == ["1", "0", "0", "1", "0", "0", "0", "1", "0"]
    assert html.count(">Le marché<") == 3


def test_cancelled_event_is_not_put_forward_on_its_further_days(
    client: Client, make_event: MakeEvent
) -> None:
    show(make_event, title="Le marché", status=Status.CANCELLED, **on_days(6, 9))

    assert "Le marché" not in client.get("/semaine-2026/").content.decode()


def test_at_most_three_events_stand_in_a_drawer(client: Client, make_event: MakeEvent) -> None:
    for hour in range(9, 13):
        show(make_event, title=f"Visite {hour}", **on_days(6, 9, hour=hour))
    show(make_event, title="Le bal", **on(9, hour=20))

    drawer = client.get("/semaine-2026/").context["week"].drawers[3]

    assert [event.title for event in drawer.events] == ["Le bal", "Visite 9", "Visite 10"]


@pytest.mark.parametrize(
    ("days", "other", "inside"), [((2, 20), 1, 0), ((2, 8), 0, 1), ((8, 20), 0, 1), ((6, 14), 0, 1)]
)
def test_other_days_hold_what_has_no_date_in_the_week(
    client: Client, make_event: MakeEvent, days: tuple[int, ...], other: int, inside: int
) -> None:
    show(make_event, **on_days(*days))

    context = client.get(f"{PROGRAMME}?jour=autres").context

    assert (context["listing"].counts.total, context["listing"].counts.other_days) == (other, other)
    assert sum(context["listing"].counts.days.values()) == inside * sum(day in WEEK for day in days)


def test_date_between_two_beyond_the_week_is_none(client: Client, make_event: MakeEvent) -> None:
    """First and last day embrace the week, yet nothing takes place in it."""
    show(make_event, title="Le marché", **on_days(1, 30))

    assert titles(page(client, "?jour=autres")) == ["Le marché"]
    assert [titles(page(client, at(day))) for day in (6, 10, 14)] == [[], [], []]


def test_facets_count_it_once_and_by_its_days(client: Client, make_event: MakeEvent) -> None:
    show(make_event, **on_days(6, 9))
    show(make_event, title="Autre", **on(7))

    assert boxes(page(client, at(9)), "theme") == []  # one value is no choice
    counts = client.get(PROGRAMME).context["listing"].counts
    assert (counts.total, counts.facets["theme"], counts.has_several) == (2, {"vivre-ensemble": 2}, True)
    on_ninth = client.get(PROGRAMME + at(9)).context["listing"].counts
    assert (on_ninth.total, on_ninth.facets["region"]) == (1, {"75": 1})


def test_card_shows_the_hours_of_the_day_and_that_there_are_others(
    client: Client, make_event: MakeEvent
) -> None:
    show(make_event, sessions=[(paris(6, 10), paris(6, 12)), (paris(9, 18), paris(9, 20))])

    assert "10 h à 12 h" in words(page(client, at(6))).replace("\u00a0", " ")
    text = words(page(client, at(9))).replace("\u00a0", " ")
    assert ("18 h à 20 h" in text, "et 1 autre date" in text, "En cours" in text) == (True, True, False)


def test_what_begins_on_the_day_comes_before_what_goes_on(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Exposition", starts_at=paris(6, 8), ends_at=paris(12, 18))
    show(make_event, title="Le marché", **on_days(6, 9, hour=15))
    show(make_event, title="Le bal", **on(9, hour=20))
    show(make_event, title="La visite", **on(9, hour=9))
    show(make_event, title="La nuit", sessions=[(paris(8, 22), paris(9, 2)), (paris(12), paris(12, 11))])

    assert titles(page(client, at(9))) == ["La visite", "Le marché", "Le bal", "La nuit", "Exposition"]


def test_while_the_week_runs_it_is_listed_once_under_its_next_date(
    edition: Edition, make_event: MakeEvent
) -> None:
    show(make_event, title="Le marché", **on_days(6, 9, 13))
    show(make_event, title="Le bal", **on(10))
    show(make_event, title="Le film", **on(7))

    assert listed(edition, 8) == [(9, "Le marché"), (10, "Le bal"), (7, "Le film")]
    assert listed(edition, 9) == [(9, "Le marché"), (10, "Le bal"), (7, "Le film")]
    assert listed(edition, 10) == [(10, "Le bal"), (13, "Le marché"), (7, "Le film")]
    assert listed(edition, 14) == [(6, "Le marché"), (7, "Le film"), (10, "Le bal")]


def test_pages_of_a_long_list_fit_together(edition: Edition, make_event: MakeEvent) -> None:
    """New events and those that come again are two lists, read as one, page by page."""
    for number in range(PER_PAGE + 5):
        show(make_event, title=f"A{number:02d}", **on_days(6, 9 + number % 3, hour=8 + number % 5))
        show(make_event, title=f"B{number:02d}", **on(9 + number % 4, hour=8 + number % 6))

    found = listed(edition, 8)

    assert len(found) == len({title for _day, title in found}) == 2 * (PER_PAGE + 5)
    assert [day for day, _title in found] == sorted(day for day, _title in found)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(many=st.lists(spans(first=4, last=17, most=4), min_size=1, max_size=5), today=st.integers(5, 16))
def test_counts_and_lists_are_those_of_a_plain_count(
    edition: Edition, make_event: MakeEvent, many: list[Spans], today: int
) -> None:
    Event.objects.all().delete()
    counting.MEMORY.clear()
    events = [show(make_event, title=f"N{n}", sessions=dates) for n, dates in enumerate(many)]
    days = {event.title: _days_of(event) for event in events}

    with clock.at(paris(today, 9)):
        counts = counts_of(edition, Filters(), newest_line(edition))
        by_day = {
            day: listing_of(edition, Filters((("jour", day.isoformat()),))).counts.total
            for day in edition.days
        }

    for day in edition.days:
        assert counts.days[day] == by_day[day] == sum(day in touched for touched in days.values())
    assert counts.other_days == sum(not touched & set(edition.days) for touched in days.values())
    assert counts.total == len(events) == len(listed(edition, today))
    now = dt.date(2026, 6, today)
    running = counts.times.get(When.TODAY, 0) + counts.times.get(When.UNDER_WAY, 0)
    assert running == sum(now in touched for touched in days.values())


def _days_of(event: Event) -> set[dt.date]:
    if event.session_count == 1:
        return days_between(event.first_day, event.last_day)
    return set().union(*(days_between(date.first_day, date.last_day) for date in event.sessions.all()))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("today", "query", "cost"), [(1, "", 12), (8, "", 13), (8, "?jour=2026-06-09", 12)])
def test_number_of_queries(
    *, client: Client, make_event: MakeEvent, number: int, today: int, query: str, cost: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for hour in range(number):
        show(make_event, **on_days(6, 9, hour=8 + 2 * hour))
        show(make_event, **on(9, hour=9 + 2 * hour))

    with clock.at(paris(today, 7)), django_assert_num_queries(cost):
        page(client, query)


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_of_the_week(
    client: Client, make_event: MakeEvent, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for hour in range(number):
        show(make_event, **on_days(6, 9, hour=8 + 2 * hour))

    with django_assert_num_queries(16):
        client.get("/semaine-2026/")
    with django_assert_num_queries(5):
        client.get("/semaine-2026/")


def test_map_and_feeds_follow_the_day(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le marché", **on_days(6, 9))

    found = {
        day: len(json.loads(client.get(f"/semaine-2026/programme.geojson{at(day)}").getvalue())["features"])
        for day in (6, 7, 9)
    }

    assert found == {6: 1, 7: 0, 9: 1}
