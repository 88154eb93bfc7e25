"""What the document is given: words and shares, in the language in force, whatever is unknown."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.events.tests.desk import plain
from semainier.report.document import MOST_DRAWERS, document_data
from semainier.report.figures import Count, Figures, GoalReached, Group
from semainier.report.queries.bilan import Bilan

EDITION = Edition(
    name="Semaine des Hlm", headline="Habiter mieux", starts_on=dt.date(2026, 6, 6), ends_on=dt.date(2026, 6, 14),
    outcomes_until=dt.date(2026, 6, 28), hue_a="#0f4c40", hue_b="#ffb58a", phase="counting",
)  # fmt: skip
EMPTY = Figures("semaine-2026", "2026-05-20T10:00:00+02:00")


def data_of(figures: Figures = EMPTY, **more):
    return document_data(Bilan(EDITION, figures, more.pop("before", None), [], **more))


def group(name: str, listed: int, participants: int) -> Group:
    return Group(name.lower(), name, name, listed=listed, participants=participants)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_unknown_figures_make_words_too(language):
    with translation.override(language):
        data = data_of()

    assert (data["language"], data["region"]) == (language, "GB" if language == "en" else "FR")
    assert (data["matrix"], data["national"], data["drawers"], data["goals"]) == (None, "", [], [])
    assert "None" not in json.dumps({**data, "matrix": ""})


def test_the_words_of_both_languages_are_the_same_ones():
    with translation.override("en"):
        english = data_of()["words"]

    french = data_of()["words"]
    assert set(french) == set(english)
    assert [name for name, text in french.items() if not text] == []
    assert french["families"] != english["families"]


@pytest.mark.parametrize(
    ("listed", "participants", "is_drawn"),
    [(None, 3, False), (0, 0, False), (10, None, False), (10, 4, True), (MOST_DRAWERS, 4, True),
     (MOST_DRAWERS + 1, 4, False)],
)  # fmt: skip
def test_small_drawers_are_drawn_while_they_can_be_seen(listed, participants, is_drawn):
    matrix = data_of(replace(EMPTY, listed=listed, participants=participants))["matrix"]

    assert (matrix is not None) == is_drawn
    assert not is_drawn or (matrix["open"], matrix["all"]) == (participants, listed)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_regions_stand_by_their_rate_and_add_up(pairs):
    groups = tuple(group(f"R{n}", listed, min(come, listed)) for n, (listed, come) in enumerate(pairs))

    regions = data_of(replace(EMPTY, by_region=groups))["regions"]

    widths = [line["width"] for line in regions["lines"]]
    assert widths == sorted(widths, reverse=True)
    assert all(0 <= width <= 1 for width in widths)
    assert len(regions["lines"]) == len(groups)


def test_a_group_without_organisations_stands_last():
    groups = (group("Hors liste", 0, 0), group("Alpha", 4, 0), group("Beta", 4, 4))

    lines = data_of(replace(EMPTY, by_family=groups))["families"]["lines"]

    assert [line["cells"][0] for line in lines] == ["Beta", "Alpha", "Hors liste"]


def test_goals_say_whether_they_are_reached():
    goals = (
        GoalReached("participants", 300, 224),
        GoalReached("rate", 20, 29.1),
        GoalReached("events", 5, None),
    )

    data = data_of(replace(EMPTY, goals=goals))

    assert [[plain(cell) for cell in row[1:]] for row in data["goals"]] == [
        ["300", "224", "non atteint"],
        ["20", "29,1", "atteint"],
        ["5", "—", "inconnu"],
    ]


def test_a_chart_is_told_in_words():
    days = (Count("a", "samedi", "Saturday", 3), Count("b", "dimanche", "Sunday", 12))

    columns = data_of(replace(EMPTY, by_day=days))["columns"]

    assert plain(columns["alt"]) == "samedi : 3; dimanche : 12"
    assert columns["heights"] == [0.25, 1.0]


def test_the_scope_stands_in_both_titles():
    data = data_of(scope="AROSHA")

    assert data["kicker"].endswith(" · AROSHA")
    assert data["document_title"].endswith(" – AROSHA")
    assert data_of()["document_title"].endswith("Semaine des Hlm")


def test_the_whole_stands_beside_a_territory():
    national = replace(EMPTY, listed=770, participants=224)

    said = plain(data_of(national=national)["national"])

    assert "224" in said
    assert "770" in said
    assert "29,1 %" in said


@pytest.mark.parametrize(("basis", "words"), [(None, "à ce jour"), ("held", "a eu lieu")])
def test_the_method_says_what_taking_part_means(basis, words):
    method = data_of(replace(EMPTY, basis=basis, listed=770))["method"]

    assert words in method[0]
    assert "770" in method[1]
    assert len(method) == 5


def test_everything_can_be_written_as_json():
    figures = replace(EMPTY, listed=4, participants=2, by_day=(Count("2026-06-06", "s", "s", 1),))

    assert json.loads(json.dumps(data_of(figures, before=EMPTY)))["compared"][0][1:] == ["—", "4", "—"]
