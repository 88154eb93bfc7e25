import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import ListedMember
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.events.models import Event, Held
from semainier.events.services.declare import update_event
from semainier.events.services.parts import set_parent
from semainier.organisations.access import reach_of
from semainier.report.figures import Figures, ratio
from semainier.report.queries.figures import figures_of
from semainier.report.queries.stages import Stage, at_stage, listed_within
from semainier.report.tests.conftest import AFTER
from semainier.report.tests.factories import list_all, make_events, make_members


def test_hand_made_edition_so_far(small):
    figures = figures_of(small.edition, clock.now())

    assert (figures.basis, figures.listed, figures.participants, figures.rate) == ("published", 4, 2, 0.5)
    assert (figures.committed, figures.declared, figures.published, figures.silent) == (3, 2, 2, 1)
    assert (figures.held, figures.answered, figures.events, figures.events_over) == (0, 0, 4, 0)
    assert (figures.attendance, figures.response_rate, figures.invited) == (None, None, None)


def test_hand_made_edition_after_its_week(told):
    figures = figures_of(told.edition, AFTER)

    assert (figures.events_published, figures.events_held, figures.events_not_held) == (4, 2, 1)
    assert (figures.events_cancelled, figures.events_co_organised) == (1, 1)
    assert (figures.events_over, figures.events_answered, figures.response_rate) == (3, 3, 1.0)
    assert (figures.attendance, figures.attendance_known, figures.attendance_unknown) == (30, 1, 1)
    assert (figures.held, figures.answered) == (1, 2)


def test_frozen_edition_counts_what_was_held(told):
    told.edition.phase = "frozen"

    figures = figures_of(told.edition, AFTER)

    assert (figures.basis, figures.participants, figures.events, figures.rate) == ("held", 1, 2, 0.25)
    assert [(goal.kind, goal.reached, goal.is_reached) for goal in figures.goals] == [
        ("participants", 1, False),
        ("rate", 25.0, False),
    ]


def test_groups(told):
    figures = figures_of(told.edition, AFTER)

    regions = [(g.code, g.listed, g.committed, g.participants, g.silent, g.events) for g in figures.by_region]
    families = [(g.code, g.listed, g.participants, g.events) for g in figures.by_family]
    assert regions == [("32", 2, 1, 0, 1, 0), ("75", 2, 2, 2, 0, 4)]
    assert families == [("coop", 2, 1, 1), ("oph", 2, 1, 3)]


def test_events_by_theme_day_and_kind(small):
    figures = figures_of(small.edition, clock.now())

    assert [(row.code, row.count) for row in figures.by_theme] == [
        ("vivre-ensemble", 2),
        ("developpement-durable", 1),
        ("patrimoine", 1),
    ]
    assert [row.count for row in figures.by_day] == [1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert sorted((row.code, row.count) for row in figures.by_kind) == [
        ("exhibition", 1),
        ("inauguration", 1),
        ("open_day", 1),
        ("visit", 1),
    ]


def test_day_outside_the_week_stands_apart(small):
    Event.objects.filter(pk=small.events[0].pk).update(first_day=dt.date(2026, 7, 1))

    assert [(row.code, row.label) for row in figures_of(small.edition, clock.now()).by_day if row.count][
        -1
    ] == (
        "outside",
        "Hors de la semaine",
    )


def test_event_on_several_dates_counts_on_each_of_their_days(small):
    events = make_events(small.edition, [small.one], 2, published_at=clock.now() - dt.timedelta(days=1))
    before = [row.count for row in figures_of(small.edition, clock.now()).by_day]
    hours = [dt.datetime(2026, 6, day, hour, tzinfo=clock.PARIS) for day, hour in ((6, 10), (6, 14), (9, 10))]
    hours += [dt.datetime(2026, 7, day, 10, tzinfo=clock.PARIS) for day in (1, 2)]
    update_event(
        event=events[0], by=None, sessions=[(start, start + dt.timedelta(hours=1)) for start in hours]
    )

    figures = figures_of(small.edition, clock.now())

    after = {row.code: row.count for row in figures.by_day}
    assert [after[day.isoformat()] for day in small.edition.days] == [
        count + (day.day == 9) for count, day in zip(before, small.edition.days, strict=True)
    ]
    assert (after["outside"], figures.events) == (1, 6)


def test_large_event_and_its_parts_count_one_each(small):
    large, part = make_events(small.edition, [small.one], 2, published_at=clock.now() - dt.timedelta(days=1))
    before = figures_of(small.edition, clock.now()).events
    set_parent(event=part, parent=large, by=None)

    assert figures_of(small.edition, clock.now()).events == before


def test_organiser_outside_the_list_counts_its_events_but_takes_no_part(small, family):
    [stranger] = make_members(1, [family])
    make_events(small.edition, [stranger], 2, published_at=clock.now() - dt.timedelta(days=1))

    figures = figures_of(small.edition, clock.now())

    assert (figures.participants, figures.listed, figures.events) == (2, 4, 6)
    assert [(g.code, g.listed, g.events) for g in figures.by_region][-1] == ("", 0, 2)
    assert sum(g.events for g in figures.by_region) == sum(g.events for g in figures.by_family) == 6


def test_list_is_that_of_the_day(small):
    ListedMember.objects.filter(organisation=small.four).update(removed_on=dt.date(2026, 5, 1))

    assert figures_of(small.edition, clock.now()).listed == 3
    assert figures_of(small.edition, dt.datetime(2026, 4, 1, tzinfo=dt.UTC)).listed == 4


def test_invited_are_counted_when_invitations_left_from_here(small):
    ListedMember.objects.filter(organisation__in=[small.one, small.four]).update(invited_at=clock.now())

    assert figures_of(small.edition, clock.now()).invited == 2


def test_figures_of_an_earlier_instant(small):
    figures = figures_of(small.edition, dt.datetime(2026, 5, 1, tzinfo=dt.UTC))

    assert (figures.committed, figures.declared, figures.published, figures.silent) == (0, 0, 0, 4)


def test_territory(small, regina):
    figures = figures_of(small.edition, clock.now(), reach=reach_of(regina, Permission.REPORT_VIEW))

    assert (figures.listed, figures.participants, figures.events, figures.rate) == (2, 2, 4, 1.0)
    assert [(goal.kind, goal.reached) for goal in figures.goals] == [("rate", 100.0)]


@pytest.mark.parametrize("events", [1, 3, 40])
def test_queries_do_not_grow(small, django_assert_num_queries, events):
    make_events(
        small.edition,
        [small.one, small.two, small.three][:events],
        events,
        published_at=clock.now(),
        held=Held.YES,
    )

    with django_assert_num_queries(9):
        figures_of(small.edition, clock.now())


@pytest.mark.parametrize("stage", list(Stage))
def test_list_behind_a_figure_has_as_many_lines(told, stage):
    found = listed_within(told.edition, AFTER, reach=figures_reach())

    assert at_stage(found, told.edition, stage, AFTER).count() == (
        getattr(figures_of(told.edition, AFTER), stage) or 0
    )


def figures_reach():
    from semainier.report.queries.figures import EVERYTHING  # noqa: PLC0415 -- one use

    return EVERYTHING


@pytest.mark.usefixtures("association")
@pytest.mark.parametrize(("organisations", "participants", "events"), [(5, 0, 0), (7, 3, 11), (60, 25, 83)])
def test_groups_add_up_to_the_whole(edition, family, organisations, participants, events):
    members = make_members(organisations, [family], departments=["33", "59", "62", "75"])
    list_all(edition, members)
    if participants:
        made = make_events(edition, members[:participants], events, published_at=clock.now())
        made[0].co_organisers.set(members[:2])

    figures = figures_of(edition, clock.now())

    for groups in (figures.by_region, figures.by_family):
        assert sum(g.listed for g in groups) == figures.listed == organisations
        assert sum(g.participants for g in groups) == figures.participants == participants
        assert sum(g.events for g in groups) == figures.events == events
        assert sum(g.silent for g in groups) == figures.silent == organisations - participants
    for rows in (figures.by_theme, figures.by_day, figures.by_kind):
        assert sum(row.count for row in rows) == events


@pytest.mark.slow
def test_the_week_of_2013(edition, family, association):
    """The figures of the first week, source: the federation's review of 2013: 600 events by 224 of 770."""
    members = make_members(770, [family])
    list_all(edition, members)
    make_events(edition, members[:224], 600, published_at=clock.now(), held=Held.YES)
    edition.phase = "frozen"

    figures = figures_of(edition, AFTER)

    assert (figures.events, figures.participants, figures.listed) == (600, 224, 770)
    assert round(figures.rate, 3) == 0.291
    assert (figures.attendance, figures.attendance_known, figures.attendance_unknown) == (None, 0, 600)


def test_json_gives_the_same_figures(told):
    figures = figures_of(told.edition, AFTER)

    assert Figures.from_json(figures.to_json()) == figures


def test_snapshot_of_another_version_is_readable():
    theme = {"code": "t", "name": "T", "name_en": "", "count": 2, "gone": 3}

    figures = Figures.from_json(
        {"edition": "e", "as_of": "2013", "events": 500, "gone": 1, "by_theme": [theme]}
    )

    assert (figures.events, figures.participants, figures.rate) == (500, None, None)
    assert figures.by_theme[0].count == 2


@given(st.none() | st.integers(0, 1000), st.none() | st.integers(0, 1000))
def test_unknown_is_never_zero(part, whole):
    found = ratio(part, whole)

    assert (found is None) == (part is None or not whole)
    assert found is None or found == part / whole
