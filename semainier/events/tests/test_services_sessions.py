"""Several dates of one event: what is kept, what is refused in words, what the event keeps of them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.accounts.models import User
from semainier.audit.queries import history_of
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Event, EventSession, Moderation, Status
from semainier.events.queries.changes import changes_since_read
from semainier.events.queries.dates import spans_of
from semainier.events.services.declare import search_text_of, update_event
from semainier.events.services.moderation import publish_event, submit_event
from semainier.events.services.sessions import MOST_DATES, checked_dates
from semainier.events.tests.dates import Spans, days_between, on_days, spans
from semainier.events.tests.desk import plain
from semainier.events.tests.public import on, paris
from semainier.events.tests.space import MakeEvent
from semainier.territories.models import Commune

EASY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def kept() -> Event:
    return Event.objects.get()


@EASY
@given(dates=spans())
def test_event_reaches_from_its_first_beginning_to_its_last_end(make_event: MakeEvent, dates: Spans) -> None:
    event = make_event(sessions=dates)

    assert event.starts_at == min(start for start, _end in dates)
    assert event.ends_at == max(end for _start, end in dates)
    assert all(event.starts_at <= start <= end <= event.ends_at for start, end in spans_of(event))
    assert (spans_of(event), event.session_count) == (dates, len(dates))


@EASY
@given(dates=spans(), code=st.sampled_from(["33249", "97411"]))
def test_days_of_the_event_are_those_of_its_dates(make_event: MakeEvent, dates: Spans, code: str) -> None:
    event = make_event(sessions=dates, commune=Commune.objects.get(code=code))

    rows = list(EventSession.objects.filter(event=event))
    assert len(rows) == (len(dates) if len(dates) > 1 else 0)
    days = set().union(*(days_between(row.first_day, row.last_day) for row in rows))
    touched = {
        moment.astimezone(event.tz).date()
        for start, end in dates
        for moment in (start, max(start, end - dt.timedelta(microseconds=1)))
    }
    assert not rows or touched <= days
    assert (event.first_day, event.last_day) == (min(touched), max(touched))


@given(dates=spans(), seed=st.randoms())
def test_order_in_which_dates_are_given_does_not_matter(dates: Spans, seed: Any) -> None:
    shuffled = list(dates)
    seed.shuffle(shuffled)

    assert checked_dates(shuffled, "Europe/Paris") == dates


@given(dates=spans(), minutes=st.integers(0, 60))
def test_date_that_reaches_into_another_is_refused(dates: Spans, minutes: int) -> None:
    start, end = dates[-1]
    other = (start, max(start, end - dt.timedelta(minutes=1)) + dt.timedelta(minutes=minutes))

    with pytest.raises(DomainError) as caught:
        checked_dates([*dates, other], "Europe/Paris")
    expected = "event.doubled_date" if other == dates[-1] else "event.overlapping_dates"
    assert caught.value.code == expected


@pytest.mark.parametrize(
    ("dates", "code", "words"),
    [
        ([(paris(6), paris(6, 9))], "event.reversed", "avant"),
        (on_days(6, 6)["sessions"], "event.doubled_date", "samedi 6 juin, de 10 h à 12 h"),
        (
            [(paris(6), paris(6, 12)), (paris(6, 11), paris(6, 13))],
            "event.overlapping_dates",
            "samedi 6 juin, de 10 h à 12 h et samedi 6 juin, de 11 h à 13 h",
        ),
    ],
)
def test_refusal_names_the_dates(dates: Spans, code: str, words: str) -> None:
    with pytest.raises(DomainError) as caught:
        checked_dates(dates, "Europe/Paris")

    assert (caught.value.code, words in plain(caught.value.message)) == (code, True)


@pytest.mark.parametrize(("number", "fits"), [(MOST_DATES, True), (MOST_DATES + 1, False)])
def test_at_most_sixty_dates(number: int, *, fits: bool) -> None:
    dates = [
        (paris(1, hour=0) + dt.timedelta(hours=n), paris(1, hour=0) + dt.timedelta(hours=n + 1))
        for n in range(number)
    ]

    if fits:
        assert len(checked_dates(dates, "Europe/Paris")) == number
    else:
        with pytest.raises(DomainError, match="au plus 60 dates"):
            checked_dates(dates, "Europe/Paris")


def test_dates_that_touch_do_not_overlap() -> None:
    dates = [(paris(6, 10), paris(6, 12)), (paris(6, 12), paris(6, 14))]

    assert checked_dates(dates, "Europe/Paris") == dates


def test_refused_dates_leave_the_event_as_it_was(make_event: MakeEvent) -> None:
    event = make_event(**on_days(6, 13))

    with pytest.raises(DomainError):
        update_event(event=event, by=None, sessions=on_days(6, 6)["sessions"])
    assert spans_of(kept()) == on_days(6, 13)["sessions"]


def test_one_date_is_the_event_s_own_and_several_become_rows(make_event: MakeEvent) -> None:
    event = make_event(**on_days(7))
    counts = [event.sessions.count()]
    for days in ((7, 8), (7, 8, 9), (8,), ()):
        update_event(event=kept(), by=None, **on_days(*days))
        counts.append(EventSession.objects.count())

    assert counts == [0, 2, 3, 0, 0]
    assert (kept().starts_at, kept().first_day, kept().session_count) == (None, None, 1)


def test_sessions_and_one_beginning_are_a_mistake_of_the_caller(make_event: MakeEvent) -> None:
    event = make_event()

    with pytest.raises(TypeError):
        update_event(event=event, by=None, **on_days(6), starts_at=paris(7))


def test_another_field_leaves_the_dates_alone(make_event: MakeEvent) -> None:
    event = make_event(**on_days(6, 13))
    rows = list(EventSession.objects.values_list("pk", flat=True))
    whole = {"starts_at": paris(6), "ends_at": paris(13, 12)}

    changed = update_event(event=event, by=None, title="Un verger", **whole)

    assert (set(changed), list(EventSession.objects.values_list("pk", flat=True))) == ({"title"}, rows)


@pytest.mark.parametrize("fields", [{"starts_at": paris(5)}, {"ends_at": paris(14)}, on(9)])
def test_one_beginning_does_not_wipe_several_dates(make_event: MakeEvent, fields: dict[str, Any]) -> None:
    event = make_event(**on_days(6, 13))

    with pytest.raises(Conflict) as caught:
        update_event(event=event, by=None, **fields)
    assert (caught.value.code, spans_of(kept())) == ("event.several_dates", on_days(6, 13)["sessions"])


def test_moving_to_another_zone_works_the_days_out_again(make_event: MakeEvent) -> None:
    event = make_event(**on_days(6, 13, hour=23))

    update_event(event=event, by=None, commune=Commune.objects.get(code="97411"), department=None)

    assert [row.first_day.day for row in kept().sessions.all()] == [7, 14]
    assert (kept().zone, kept().first_day) == ("Indian/Reunion", dt.date(2026, 6, 7))


def test_new_dates_of_a_published_event_go_to_the_region_with_the_difference(
    make_event: MakeEvent, alice: User
) -> None:
    event = publish_event(event=submit_event(event=make_event(**on_days(6)), by=alice), by=None)
    sequence = event.sequence

    changed = update_event(event=kept(), by=alice, **on_days(6, 13))

    line = history_of(event).first()
    assert (set(changed), line is not None and "sessions" in line.data) == ({"ends_at", "sessions"}, True)
    assert (kept().changed_at, kept().sequence) == (clock.now(), sequence + 1)
    (change,) = changes_since_read([kept()])[event.pk]
    assert [plain(words) for words in (change.label, change.old, change.new)] == [
        "Dates", "samedi 6 juin, de 10 h à 12 h", "les samedis 6 et 13 juin, de 10 h à 12 h",
    ]  # fmt: skip


def test_days_are_found_by_search(make_event: MakeEvent) -> None:
    event = make_event(**on_days(6, 13))

    assert search_text_of(event) == kept().search_text
    assert [Event.objects.matching(words).count() for words in ("samedi 13 juin", "dimanche")] == [1, 0]


def test_new_dates_of_a_postponed_event_keep_those_announced(make_event: MakeEvent) -> None:
    event = make_event(**on_days(6))
    Event.objects.update(moderation=Moderation.PUBLISHED, status=Status.POSTPONED)

    update_event(event=kept(), by=None, **on_days(13))
    update_event(event=kept(), by=None, **on_days(14))

    assert (kept().is_rescheduled, kept().postponed_from, event.pk) == (True, paris(6), kept().pk)
    assert kept().announced == [
        [paris(6).astimezone(dt.UTC).isoformat(), paris(6, 12).astimezone(dt.UTC).isoformat()]
    ]


@pytest.mark.parametrize("days", [(6, 7), tuple(range(6, 16))])
def test_writing_several_dates_costs_the_same_for_two_and_for_ten(
    make_event: MakeEvent, django_assert_num_queries: Any, days: tuple[int, ...]
) -> None:
    event = make_event(**on_days(5))

    with django_assert_num_queries(9):
        update_event(event=event, by=None, **on_days(*days))
