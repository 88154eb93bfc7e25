"""Laws of the sentences: every number that they need stands in them, none is invented, both languages speak."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core.words import number, percent
from semainier.events.tests.desk import plain
from semainier.report import sentences
from semainier.report.figures import Count, Figures, GoalReached, Group
from semainier.report.queries.bilan import Bilan, Compared, bars

EMPTY = Figures("semaine-2026", "2026-05-20T10:00:00+02:00")
FEW = st.integers(0, 3_000)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
@given(FEW, FEW, st.sampled_from([None, "published", "held"]))
def test_the_headline_names_who_takes_part(language, participants, listed, basis):
    figures = replace(EMPTY, participants=participants, listed=listed, basis=basis)

    with translation.override(language):
        said = sentences.headline(figures, digits=1)
        assert said.startswith(number(participants))
        assert (percent(participants / listed, 1) in said) if listed else ("%" not in said)


@LANGUAGES
@given(FEW, FEW, st.integers(0, 90_000))
def test_attendance_never_stands_without_its_share(language, held, known, visitors):
    known = min(known, held)
    figures = replace(EMPTY, events_held=held, attendance_known=known, attendance=visitors)

    with translation.override(language):
        said = sentences.attendance(figures)
        if held and known:
            assert all(text in said for text in (number(visitors), number(known), percent(known / held)))
            assert (number(held - known) in said) or held == known
        else:
            assert not any(sign.isdigit() for sign in said)


@LANGUAGES
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_who_leads_has_no_fewer_than_the_others(language, counts):
    rows = tuple(Count(str(n), f"Nom {n}", f"Name {n}", count) for n, count in enumerate(counts))

    with translation.override(language):
        said = sentences.most(rows, sum(counts))
        leader = max(rows, key=lambda row: row.count)
        assert (leader.label in said) == bool(sum(counts))
        assert not sum(counts) or percent(leader.count / sum(counts), 0) in said


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (EMPTY, "Nombre d’événements inconnu."),
        (replace(EMPTY, events=1), "1 événement au programme."),
        (replace(EMPTY, events=600, basis="held"), "600 événements ont eu lieu."),
        (replace(EMPTY, events=12, events_cancelled=1), "12 événements au programme ; 1 annulé."),
    ],
)
def test_events_in_words(figures, words):
    assert plain(sentences.events_line(figures)) == words


def test_what_became_of_events_is_listed():
    figures = replace(EMPTY, events=12, events_cancelled=2, events_co_organised=3)

    said = plain(sentences.events_line(figures))

    assert said.count(";") == 1
    assert " et " in said
    assert said.index("2") < said.index("3")


@pytest.mark.parametrize(
    ("over", "answered", "found"),
    [
        (None, None, "Aucun événement n’est encore passé."),
        (0, 0, "Aucun événement n’est encore passé."),
        (4, 1, "25"),
    ],
)
def test_answers_in_words(over, answered, found):
    assert found in plain(sentences.responses(replace(EMPTY, events_over=over, events_answered=answered)))


REGIONS = (
    Group("75", "Nouvelle-Aquitaine", "", listed=4, participants=1),
    Group("32", "Hauts-de-France", "", listed=2, participants=2),
    Group("11", "Île-de-France", "", listed=9),
    Group("", "Hors liste", "", events=3),
)


def test_the_region_with_the_highest_rate_is_named():
    said = plain(sentences.regions_line(replace(EMPTY, by_region=REGIONS)))

    assert said.startswith("2 régions sur 3")
    assert "Hauts-de-France" in said
    assert "100 %" in said


@pytest.mark.parametrize("groups", [None, (), REGIONS[:1], REGIONS[2:]])
def test_without_a_choice_of_regions_nothing_is_said(groups):
    assert sentences.regions_line(replace(EMPTY, by_region=groups)) == ""


@LANGUAGES
def test_a_bilan_has_all_its_sentences_in_both_languages(language):
    edition = Edition(name="Semaine", starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14))

    with translation.override(language):
        words = sentences.words_of(Bilan(edition, replace(EMPTY, events=3, by_region=REGIONS), None, []))

    assert set(words) == {
        "headline", "events_line", "attendance_line", "responses_line", "theme_line", "day_line", "region_line",
        "before_name", "now_name",
    }  # fmt: skip
    assert words["before_name"] == ""
    assert [name for name, text in words.items() if "%(" in text or "None" in text] == []


@pytest.mark.parametrize(
    ("now", "then", "is_rate", "gap"),
    [
        (224, 200, False, "+24"),
        (200, 224, False, "−24"),
        (7, 7, False, "0"),
        (0.291, 0.26, True, "+3,1 pt"),
        (0.26, 0.291, True, "−3,1 pt"),
        (None, 3, False, "—"),
        (3, None, True, "—"),
    ],
)
def test_gaps_bear_their_sign(now, then, is_rate, gap):
    assert plain(Compared("x", now, then, is_rate).gap_words) == gap


@given(st.lists(st.integers(0, 900), max_size=9))
def test_the_longest_bar_fills_the_width(counts):
    made = bars(tuple(Count(str(n), str(n), "", count) for n, count in enumerate(counts)))

    assert [bar.count for bar in made] == counts
    assert not any(counts) or max(float(bar.width) for bar in made) == 100


def test_goals_have_words_for_each_result():
    results = {GoalReached("events", 5, reached).is_reached for reached in (None, 4, 5)}

    assert results == {None, False, True}
