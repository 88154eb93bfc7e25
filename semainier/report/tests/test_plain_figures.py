"""The figures as plain data: what is unknown stays so, what is kept comes back."""

from dataclasses import fields, replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from semainier.report.exports import GROUP_HEADER, figures_sheets
from semainier.report.figures import Count, Figures, GoalReached, Group, Named, ratio

EMPTY = Figures("semaine-2026", "2026-05-20T10:00:00+02:00")
NUMBERS = st.none() | st.integers(0, 100_000)
COUNTS = [field.name for field in fields(Figures) if field.type == "int | None" or field.type == int | None]


@given(NUMBERS, NUMBERS)
def test_a_ratio_is_known_when_both_are_and_there_is_a_whole(part, whole):
    found = ratio(part, whole)

    assert (found is None) == (part is None or not whole)
    assert found is None or found * whole == pytest.approx(part)


@given(st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 10_000)))
def test_what_is_kept_comes_back(values):
    figures = replace(EMPTY, **values)

    assert Figures.from_json(figures.to_json()) == figures


def test_groups_counts_and_goals_come_back_as_they_were():
    figures = replace(
        EMPTY,
        by_region=(Group("75", "Nouvelle-Aquitaine", "", listed=3, participants=2, events=4),),
        by_theme=(Count("a", "Thème", "Theme", 3),),
        goals=(GoalReached("rate", 39, 28.5),),
    )

    assert Figures.from_json(figures.to_json()) == figures


def test_rows_of_another_version_are_read_as_far_as_known():
    data = EMPTY.to_json() | {
        "by_region": [{"code": "75", "name": "N", "name_en": "", "listed": 2, "invented": 9}],
        "invented": True,
    }

    figures = Figures.from_json(data)

    assert figures.by_region == (Group("75", "N", "", listed=2),)


@pytest.mark.parametrize(
    ("over", "answered", "waiting"), [(None, 3, None), (5, None, None), (5, 3, 2), (0, 0, 0)]
)
def test_those_that_wait_are_unknown_when_one_part_is(over, answered, waiting):
    assert replace(EMPTY, events_over=over, events_answered=answered).events_waiting == waiting


@pytest.mark.parametrize(
    ("held", "known", "unknown"), [(None, 3, None), (5, None, None), (5, 3, 2), (4, 4, 0)]
)
def test_attendance_that_nobody_gave(held, known, unknown):
    assert replace(EMPTY, events_held=held, attendance_known=known).attendance_unknown == unknown


@pytest.mark.parametrize(
    ("participants", "committed", "news"),
    [(None, None, False), (0, 0, False), (0, 4, True), (None, 4, True), (1, 4, False)],
)
def test_commitments_are_the_news_until_something_is_published(participants, committed, news):
    figures = replace(EMPTY, participants=participants, committed=committed)

    assert figures.counts_commitments is news


@pytest.mark.parametrize(
    ("reached", "is_reached"), [(None, None), (38.9, False), (39, True), (39.0, True), (100, True)]
)
def test_a_goal_is_reached_from_its_target_on(reached, is_reached):
    assert GoalReached("rate", 39, reached).is_reached is is_reached


@pytest.mark.parametrize(
    ("kind", "is_rate"), [("participants", False), ("rate", True), ("events", False), ("responses", True)]
)
def test_two_goals_are_rates(kind, is_rate):
    goal = GoalReached(kind, 1, 1)

    assert (goal.is_rate, bool(goal.label)) == (is_rate, True)


@pytest.mark.parametrize(
    ("language", "name_en", "label"),
    [("fr", "Theme", "Thème"), ("en", "Theme", "Theme"), ("en", "", "Thème")],
)
def test_a_name_is_that_of_the_language_where_there_is_one(language, name_en, label):
    with translation.override(language):
        assert Named("a", "Thème", name_en).label == label


def test_the_workbook_leaves_the_unknown_empty():
    sheets = figures_sheets(EMPTY)

    plain = dict(sheets["chiffres"][1])
    assert (plain["edition"], plain["participants"], plain["rate"]) == ("semaine-2026", None, None)
    assert {name: rows for name, (_header, rows) in sheets.items() if name != "chiffres"} == {
        "regions": [], "familles": [], "themes": [], "jours": [], "types": [], "objectifs": [],
    }  # fmt: skip


def test_the_workbook_holds_each_figure_once():
    figures = replace(EMPTY, **{name: number for number, name in enumerate(COUNTS)})

    rows = figures_sheets(figures)["chiffres"][1]

    names = [name for name, _value in rows]
    assert len(names) == len(set(names))
    assert {name: value for name, value in rows if name in COUNTS} == {
        name: number for number, name in enumerate(COUNTS)
    }


def test_a_line_of_a_region_has_a_cell_for_each_column():
    group = Group("75", "Nouvelle-Aquitaine", "", listed=4, participants=1, events=3)

    header, [line] = figures_sheets(replace(EMPTY, by_region=(group,)))["regions"]

    assert header == GROUP_HEADER
    cells = dict(zip(header, line, strict=True))
    assert (cells["nom"], cells["inscrits"], cells["participants"]) == ("Nouvelle-Aquitaine", 4, 1)
    assert (cells["taux"], cells["evenements"], cells["tenus"]) == (0.25, 3, 0)
