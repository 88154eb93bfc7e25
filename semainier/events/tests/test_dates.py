"""Reads on the dates of an event: which one is meant on a day, their words, what loading them costs."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given

from semainier.events.models import Event
from semainier.events.queries.dates import (
    brief_words,
    date_from,
    date_on,
    dates_of,
    iso_of,
    load_dates,
    spans_from_iso,
    spans_of,
    spans_words,
    when_words,
)
from semainier.events.tests.dates import Spans, on_days, spans
from semainier.events.tests.desk import plain
from semainier.events.tests.public import on, paris
from semainier.events.tests.space import MakeEvent


def june(day: int) -> dt.date:
    return dt.date(2026, 6, day)


@given(dates=spans())
def test_dates_come_back_from_the_journal(dates: Spans) -> None:
    assert spans_from_iso(iso_of(dates)) == dates


def test_draft_without_a_day_has_no_date() -> None:
    empty = Event()

    assert (dates_of(empty), spans_of(empty), date_from(empty, june(6)), date_on(empty, june(6))) == (
        [],
        [],
        None,
        None,
    )
    assert (when_words(empty), brief_words(empty), spans_words([], "Europe/Paris")) == ("", "", "")


def test_one_date_is_that_of_the_event(make_event: MakeEvent) -> None:
    event = make_event(**on(7))

    (date,) = dates_of(event)
    assert (date.starts_at, date.ends_at, date.first_day, date.event) == (
        paris(7),
        paris(7, 12),
        june(7),
        event,
    )
    assert plain(when_words(event)) == plain(brief_words(event)) == "dimanche 7 juin, de 10 h à 12 h"


@pytest.mark.parametrize(("day", "expected"), [(5, 6), (6, 6), (7, 9), (9, 9), (12, 12), (20, 12)])
def test_next_date_is_the_first_that_is_not_over_else_the_last(
    make_event: MakeEvent, day: int, expected: int
) -> None:
    date = date_from(make_event(**on_days(6, 9, 12)), june(day))

    assert date is not None
    assert date.first_day == june(expected)


def test_date_of_a_day_is_rather_the_one_that_begins_on_it(make_event: MakeEvent) -> None:
    dates = [(paris(6, 22), paris(7, 2)), (paris(7, 10), paris(7, 12))]
    event = make_event(sessions=dates)

    found = [date_on(event, june(day)) for day in (5, 6, 7, 8)]

    assert [date and date.starts_at for date in found] == [None, paris(6, 22), paris(7, 10), None]


def test_words_of_several_dates(make_event: MakeEvent) -> None:
    event = make_event(sessions=[*on_days(6, 13)["sessions"], (paris(7, 14), paris(7, 16))])

    assert (
        plain(when_words(event))
        == "les samedis 6 et 13 juin, de 10 h à 12 h ; dimanche 7 juin, de 14 h à 16 h"
    )
    assert plain(brief_words(event)) == "3 dates, du 6 au 13 juin"
    assert plain(spans_words(spans_of(event)[:1], event.zone)) == "samedi 6 juin, de 10 h à 12 h"


def test_several_dates_of_one_day_say_its_name(make_event: MakeEvent) -> None:
    event = make_event(sessions=[(paris(6, 10), paris(6, 11)), (paris(6, 14), paris(6, 15))])

    assert plain(brief_words(event)) == "2 dates, samedi 6 juin"


@pytest.mark.parametrize(("several", "cost"), [(0, 0), (1, 1), (3, 1)])
def test_loading_costs_one_query_when_one_event_has_several_dates(
    make_event: MakeEvent, several: int, cost: int, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        make_event(**(on_days(6, 13) if number < several else on(6)))

    events = list(Event.objects.order_by("pk"))
    with django_assert_num_queries(cost):
        assert [len(dates_of(event)) for event in load_dates(events)] == [2] * several + [1] * (3 - several)
