"""What the figures say in words, from figures made by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.tests.desk import plain
from semainier.report import sentences
from semainier.report.figures import Count, Figures, GoalReached
from semainier.report.queries.bilan import Compared, compare
from semainier.report.queries.board import board_of, lines_of, same_distance
from semainier.report.queries.figures import EVERYTHING

NOTHING = Figures("semaine-2026", "2026-05-20T10:00:00+02:00")
FULL = replace(
    NOTHING, basis="held", participants=224, listed=770, events=600, events_held=600, attendance_known=0
)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (FULL, "224 organismes sur 770 ont participé, soit 29,1 %"),
        (replace(FULL, basis="published"), "224 organismes sur 770 participent, soit 29,1 %"),
        (replace(FULL, participants=0, committed=1), "1 organisme sur 770 s’est engagé, soit 0,1 %"),
        (replace(FULL, listed=None), "224 organismes ont participé"),
        (NOTHING, "0 organisme participe"),
    ],
)
def test_headline(figures, words):
    assert plain(sentences.headline(figures, digits=1, whole=True)) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (NOTHING, "Fréquentation inconnue : aucun événement n’a encore son résultat."),
        (FULL, "Fréquentation inconnue : aucune réponse chiffrée."),
        (
            replace(FULL, attendance=1200, attendance_known=600),
            "1 200 visiteurs pour 600 événements chiffrés sur 600 tenus (100,0 %).",
        ),
    ],
)
def test_attendance(figures, words):
    assert plain(sentences.attendance(figures)) == words


def test_nothing_to_say_of_nothing():
    assert (sentences.most(None, None), sentences.most((Count("t", "T", "", 0),), 3)) == ("", "")
    assert sentences.regions_line(NOTHING) == ""
    assert plain(sentences.responses(NOTHING)) == "Aucun événement n’est encore passé."


def test_unknown_goal_and_gap_stay_unknown():
    assert GoalReached("rate", 30, None).is_reached is None
    assert (NOTHING.attendance_unknown, NOTHING.events_waiting, NOTHING.rate) == (None, None, None)
    assert Compared("Taux", 0.2, None, is_rate=True).gap_words == "—"


def test_compared_in_words():
    then = replace(FULL, participants=200, events=700)

    rows = {row.name: (row.then_words, row.now_words, row.gap_words) for row in compare(FULL, then)}

    assert {name: tuple(map(plain, words)) for name, words in rows.items()} == {
        "Organismes inscrits": ("770", "770", "0"),
        "Organismes participants": ("200", "224", "+24"),
        "Taux de participation": ("26,0 %", "29,1 %", "+3,1 pt"),
        "Événements": ("700", "600", "−100"),
        "Événements annulés": ("—", "—", "—"),
        "Taux de réponse": ("—", "—", "—"),
        "Visiteurs comptés": ("—", "—", "—"),
    }


@pytest.mark.parametrize(
    ("participants", "words"),
    [
        (1, "En avance de 1 organisme sur 2025"),
        (2, "Autant qu’en 2025"),
        (5, "En retard de 3 organismes sur 2025"),
    ],
)
def test_growth(small, participants, words):
    last = Edition(starts_on=dt.date(2025, 6, 7), ends_on=dt.date(2025, 6, 15))
    board = board_of(small.edition, clock.now(), EVERYTHING)
    small.edition.previous = last

    assert plain(sentences.growth(replace(board, before=replace(FULL, participants=participants)))) == words


def test_names_of_two_editions_of_one_year():
    one = Edition(name="Printemps", starts_on=dt.date(2026, 4, 1))
    two = Edition(name="Automne", starts_on=dt.date(2026, 10, 1))

    assert sentences.short_name(one, two) == "Printemps"


def test_frozen_edition_is_compared_with_the_whole_of_the_one_before():
    now = clock.now()
    edition = Edition(
        phase="frozen", starts_on=dt.date(2026, 6, 6), previous=Edition(starts_on=dt.date(2025, 6, 7))
    )

    assert same_distance(edition, now) == now


def test_no_lines_without_groups():
    assert lines_of(None, None) == []
