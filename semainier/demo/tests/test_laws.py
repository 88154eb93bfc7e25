"""Laws of the generator: days that follow each other, names given once, French small words, words that are whole."""

import datetime as dt
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core import clock
from semainier.core.roles import Place
from semainier.core.typography import typo
from semainier.demo.cast import PARTS
from semainier.demo.french import at_town, fill, named, of
from semainier.demo.making.agenda import Agenda, at, day_between, office_moment, then
from semainier.demo.making.calendar import LENGTH, days_of, first_day
from semainier.demo.making.naming import PHONES, Naming
from semainier.demo.making.sizes import SIZES
from semainier.demo.models import Stage
from semainier.demo.words import SUBJECTS, associations, ideas, names, remembered, themes_of, words

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2045, 12, 31))
STAGES = st.sampled_from(list(Stage))
SEEDS = st.integers(0, 10_000)
FAMILIES = [key for key in names()["organisations"] if f"{key}_legal" in names()["organisations"]]
AREAS = list(names()["toponyms"])


def rng_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- invented names, no secret


@given(STAGES, DAYS)
def test_a_demonstration_of_any_day_stands_where_its_stage_says(stage: Stage, today: dt.date):
    days = days_of(stage, today)

    where = {
        Stage.PREPARATION: today < days.opened_on < days.starts_on,
        Stage.OPEN: days.opened_on < today < days.starts_on,
        Stage.WEEK: days.starts_on < today < days.ends_on,
        Stage.COUNTING: days.ends_on < today,
    }
    assert where[stage]


@given(STAGES, DAYS)
def test_days_of_any_stage_are_in_order(stage: Stage, today: dt.date):
    days = days_of(stage, today)

    order = [days.created_on, days.listed_on, days.invited_on, days.opened_on, days.starts_on, days.ends_on]
    assert order == sorted(set(order))
    assert days.created_on < today
    assert days.ends_on - days.starts_on == LENGTH


@given(DAYS)
def test_outcomes_can_still_be_told_while_they_are_counted(today: dt.date):
    assert 0 < (today - first_day(Stage.COUNTING, today) - LENGTH).days <= 14


@given(SEEDS, DAYS, DAYS)
def test_a_day_between_two_lies_between_them(seed: int, one: dt.date, other: dt.date):
    first, last = sorted((one, other))

    assert first <= day_between(rng_of(seed), first, last) <= last
    assert first == last or day_between(rng_of(seed), last, first) == last


@given(SEEDS, DAYS)
def test_people_work_by_day_and_on_working_days(seed: int, day: dt.date):
    moment = office_moment(rng_of(seed), day)

    assert moment.weekday() < 5
    assert 8 <= moment.hour < 18
    assert 0 <= (day - moment.date()).days <= 2


@given(SEEDS, DAYS, st.integers(0, 30), st.integers(0, 40))
def test_what_follows_is_neither_earlier_nor_past_its_limit(seed: int, day: dt.date, more: int, room: int):
    moment = at(day, 16)
    limit = moment + dt.timedelta(days=room)

    assert moment <= then(rng_of(seed), moment, (0, more), limit) <= limit


@given(st.lists(DAYS, max_size=12))
def test_an_agenda_is_carried_out_in_order_whatever_was_noted_first(days: list[dt.date]):
    agenda, seen = Agenda(), []
    for day in days:
        agenda.add(at(day), lambda: seen.append(clock.today()))

    agenda.run()

    assert seen == sorted(days)


def test_an_action_may_note_another_that_is_carried_out_in_its_turn():
    agenda, seen = Agenda(), []
    agenda.add(at(dt.date(2026, 1, 3)), lambda: seen.append("last"))
    agenda.add(
        at(dt.date(2026, 1, 1)),
        lambda: agenda.add(at(dt.date(2026, 1, 2)), lambda: seen.append("noted meanwhile")),
    )

    agenda.run()

    assert seen == ["noted meanwhile", "last"]


def test_actions_of_one_moment_are_carried_out_as_they_were_noted():
    agenda, seen = Agenda(), []
    for number in range(5):
        agenda.add(at(dt.date(2026, 1, 1)), lambda number=number: seen.append(number))

    agenda.run()

    assert seen == [0, 1, 2, 3, 4]


@given(SEEDS)
def test_the_same_seed_gives_the_same_names(seed: int):
    one, other = (Naming(rng_of(seed)) for _ in range(2))

    assert [one.person() for _ in range(20)] == [other.person() for _ in range(20)]
    assert one.organisation(FAMILIES[0], AREAS[0]) == other.organisation(FAMILIES[0], AREAS[0])


@pytest.mark.parametrize("family", FAMILIES)
def test_organisations_of_every_family_and_area_have_names_of_their_own(family: str):
    naming = Naming(rng_of(7))

    made = [naming.organisation(family, area) for area in AREAS for _ in range(6)]

    usual = [name for name, _legal in made]
    assert len(set(usual)) == len(usual)
    assert [name for pair in made for name in pair if "{" in name or "  " in name or len(name) > 200] == []


@given(st.text(alphabet="abcéèà’ -ABC", min_size=1, max_size=200).filter(lambda text: text.strip(" -’")))
def test_a_host_is_short_and_plain_and_given_once(name: str):
    naming = Naming(rng_of(1))

    hosts = [naming.host(name) for _ in range(3)]

    assert len(set(hosts)) == 3
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?\.example", host) for host in hosts)
    assert all(len(host.removesuffix(".example")) <= 63 for host in hosts)


@pytest.mark.parametrize("area", PHONES)
def test_a_telephone_number_belongs_to_fiction(area: str):
    number = Naming(rng_of(3)).phone(area)

    assert re.fullmatch(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d", number)


def test_neighbours_on_a_list_have_different_first_names():
    naming = Naming(rng_of(5))

    firsts = [naming.person().first for _ in range(90)]

    assert max(firsts.count(first) for first in set(firsts)) <= 4


def test_nobody_bears_the_name_of_a_part():
    naming = Naming(rng_of(5))
    played = {naming.cast(part).mailbox for part in names()["cast"]}

    assert {naming.person().mailbox for _ in range(500)}.isdisjoint(played)
    assert set(PARTS) <= set(names()["cast"])


@pytest.mark.parametrize("name", ["Le Havre", "Les Ulis", "Lormont", "Évreux", "L’Haÿ-les-Roses", "Yutz"])
def test_a_town_keeps_its_name_behind_its_small_word(name: str):
    rest = name.removeprefix("Le ").removeprefix("Les ")

    assert at_town(name).endswith(rest)
    assert of(name).endswith(rest)
    assert not re.search(r"\b(à|de) (le|les)\b", f"{at_town(name)} {of(name)}", re.IGNORECASE)


@given(st.sampled_from([toponym for area in AREAS for toponym in names()["toponyms"][area]]))
def test_invented_places_are_elided_before_a_vowel(name: str):
    said = of(name)

    assert said.startswith(("d’", "de ", "du ", "des "))
    assert said.startswith("d’") == (said == f"d’{name}")


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("OPH du Val", "l’OPH du Val"),
        ("SA d’Oc", "la SA d’Oc"),
        ("Le Toit", "Le Toit"),
        ("Habitat 62", "Habitat 62"),
    ],
)
def test_an_organisation_as_the_subject_of_a_sentence(name: str, subject: str):
    assert named(name) == subject


@given(st.sampled_from(ideas()), SEEDS)
def test_every_idea_reads_as_french(idea, seed: int):
    gaps = {
        "town": "à Lormont", "city": "Lormont", "of_city": "de Lormont", "residence": "la résidence du Parc",
        "residence_bare": "résidence du Parc", "org": "l’OPH du Val", "of_org": "de l’OPH du Val", "flats": 42, "n": 7,
        "year": 1966,
    }  # fmt: skip
    rng = rng_of(seed)

    for text in (rng.choice(idea.titles), rng.choice(idea.texts)):
        said = fill(text, gaps)
        assert said[:1] == said[:1].upper()
        assert "{" not in said
        assert typo(said) == said
        assert not re.search(r"\bde (l’OPH|Lormont) (de|le)\b|\bà le\b", said)


def test_ideas_draw_people_and_last_a_day_at_least():
    assert [idea.key for idea in ideas() if not 0 < idea.crowd[0] <= idea.crowd[1]] == []
    assert [idea.key for idea in ideas() if not 1 <= idea.lasting <= 9] == []
    assert {idea.when for idea in ideas()} <= {"any", "weekend", "weekday"}
    assert {idea.season for idea in ideas()} <= {"any", "warm", "cold"}


@pytest.mark.parametrize("edition", ["semaine-2013", "semaine-2014", "current"])
def test_every_theme_has_ideas(edition: str):
    themes = themes_of(edition)

    assert len({theme["slug"] for theme in themes}) == len(themes) >= 2
    assert {theme["subject"] for theme in themes} <= set(SUBJECTS)


def test_remembered_events_have_hours_and_days_in_order():
    for row in remembered():
        start, end = row["hours"].split("-")
        assert dt.time.fromisoformat(start) < dt.time.fromisoformat(end) or row.get("until"), row["title"]
        assert dt.date.fromisoformat(row["day"]) <= dt.date.fromisoformat(row.get("until", row["day"]))
        assert row["theme"] in {theme["slug"] for theme in themes_of("semaine-2013")}


def test_what_people_write_is_typeset():
    written = [text for value in words().values() for text in ([value] if isinstance(value, str) else value)]

    texts = [text for text in written if isinstance(text, str)]
    assert len(texts) > 20
    assert [text for text in texts if re.search(r"[!'\"]", text)] == []


def test_associations_are_named_once():
    rows = [row for value in associations().values() if isinstance(value, list) for row in value]

    labels = [row["name"] for row in rows if "name" in row]
    assert labels
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.PREPARATION])
def test_sizes_fit_into_each_other(stage: Stage):
    sizes = SIZES[stage]

    assert sizes.organisers <= sizes.committed
    assert sizes.organisers <= sizes.published
    assert sizes.cancelled + sizes.postponed + sizes.full <= sizes.published
    assert sizes.pictures <= sizes.published
    assert 0 < sizes.told <= 1
    assert 0 < sizes.counted <= 1


def test_more_join_as_the_year_goes_on():
    committed = [SIZES[stage].committed for stage in Stage]

    assert committed == sorted(committed)
    assert (SIZES[Stage.PREPARATION].published, SIZES[Stage.PREPARATION].drafts) == (0, 0)


def test_at_every_stage_somebody_can_be_played_at_each_place():
    for stage in Stage:
        places = {part.place for part in PARTS.values() if stage in part.stages}
        assert places == set(Place)


def test_every_part_says_what_to_try_in_one_sentence():
    sentences = [str(part.to_try) for part in PARTS.values()]

    assert len(set(sentences)) == len(sentences)
    assert [text for text in sentences if not text.endswith(".") or "!" in text] == []
    assert {part.code for part in PARTS.values()} == set(PARTS)
