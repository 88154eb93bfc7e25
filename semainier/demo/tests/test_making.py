"""The pieces of the generator: days, agenda, French, ideas, pictures, names."""

import datetime as dt
import random
import re
import string
from io import BytesIO

import pytest
from PIL import Image

from semainier.campaigns.models import EventKind
from semainier.core import clock
from semainier.demo.french import at_town, fill, named, of
from semainier.demo.making.agenda import Agenda, at, office_moment, then
from semainier.demo.making.calendar import days_of, first_day
from semainier.demo.making.naming import Naming
from semainier.demo.making.pictures import draw_picture
from semainier.demo.models import Stage
from semainier.demo.words import SUBJECTS, ideas
from semainier.mailings.services import queue_mail

RNG = random.Random(1)  # noqa: S311 -- invented names, no secret
EVERY_DAY = [dt.date(2026, 11, 16) + dt.timedelta(days=number) for number in range(7)]
GAPS = {"town", "city", "residence", "residence_bare", "org", "flats", "n", "year"}


@pytest.mark.parametrize("today", EVERY_DAY)
@pytest.mark.parametrize(
    ("stage", "nearest", "farthest"),
    [("preparation", 150, 156), ("open", 20, 26), ("counting", -17, -11)],
)
def test_week_begins_on_a_saturday_at_its_distance(
    today: dt.date, stage: str, nearest: int, farthest: int
) -> None:
    first = first_day(Stage(stage), today)

    assert first.weekday() == 5
    assert nearest <= (first - today).days <= farthest


@pytest.mark.parametrize("today", EVERY_DAY)
def test_week_is_at_its_fourth_day(today: dt.date) -> None:
    assert first_day(Stage.WEEK, today) == today - dt.timedelta(days=3)


@pytest.mark.parametrize("stage", Stage)
def test_days_are_in_order(stage: Stage) -> None:
    days = days_of(stage, dt.date(2026, 11, 22))

    assert days.created_on < days.listed_on < days.invited_on < days.opened_on < days.starts_on
    assert days.invited_on < days.today


def test_agenda_runs_in_order_of_time_under_the_clock() -> None:
    agenda, seen = Agenda(), []
    agenda.add(at(dt.date(2013, 6, 8)), lambda: seen.append(clock.today()))
    agenda.add(at(dt.date(2013, 1, 15)), lambda: seen.append(clock.today()))

    agenda.run()

    assert seen == [dt.date(2013, 1, 15), dt.date(2013, 6, 8)]


@pytest.mark.django_db
def test_agenda_writes_no_mail_of_long_ago() -> None:
    agenda, made = Agenda(at(dt.date(2026, 5, 1))), []
    for day in (dt.date(2026, 4, 30), dt.date(2026, 5, 2)):
        agenda.add(
            at(day),
            lambda: made.append(queue_mail(kind="test", to_email="a@b.example", subject="x", text="x").pk),
        )

    agenda.run()

    assert [key is None for key in made] == [True, False]


def test_office_moment_is_on_a_working_day() -> None:
    assert {office_moment(RNG, day).weekday() for day in EVERY_DAY} == {0, 1, 2, 3, 4}


def test_then_never_goes_back_nor_past_the_limit() -> None:
    moment = at(dt.date(2026, 11, 20), 16)
    limit = at(dt.date(2026, 11, 23))

    assert all(moment <= then(RNG, moment, (0, 9), limit) <= limit for _ in range(50))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Lormont", "à Lormont"),
        ("Le Havre", "au Havre"),
        ("Les Ulis", "aux Ulis"),
        ("La Rochelle", "à La Rochelle"),
    ],
)
def test_at_town(name: str, found: str) -> None:
    assert at_town(name) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Aubrelle", "d’Aubrelle"), ("Cendrac", "de Cendrac"), ("Le Toit d’Aubrelle", "du Toit d’Aubrelle"),
        ("OPH Val d’Aubrelle", "de l’OPH Val d’Aubrelle"), ("Habitat 62/59", "d’Habitat 62/59"),
    ],
)  # fmt: skip
def test_of(name: str, found: str) -> None:
    assert of(name) == found


def test_fill_sets_capitals_and_typography() -> None:
    gaps = {"org": named("SA du Hainaut"), "of_org": of("SA du Hainaut"), "of_city": of("Lille")}

    assert (
        fill("{org} ouvre. L'équipe de {org} répond !", gaps)
        == "La SA du Hainaut ouvre. L’équipe de la SA du Hainaut répond\u202f!"
    )


def test_ideas_are_many_and_whole() -> None:
    assert len(ideas()) >= 40
    assert {idea.subject for idea in ideas()} == set(SUBJECTS)
    assert {idea.kind for idea in ideas()} <= set(EventKind.values)
    assert len({idea.key for idea in ideas()}) == len(ideas())


def test_ideas_have_gaps_that_can_be_filled() -> None:
    texts = [text for idea in ideas() for text in (*idea.titles, *idea.texts, *idea.venues)]
    gaps = {
        name for text in texts for _before, name, _spec, _conversion in string.Formatter().parse(text) if name
    }

    assert gaps <= GAPS
    assert [text for text in texts if re.search(r"[!'\"]", text)] == []


def test_ideas_end_after_they_begin() -> None:
    hours = [slot.split("-") for idea in ideas() for slot in idea.hours]

    assert all(dt.time.fromisoformat(begin) < dt.time.fromisoformat(end) for begin, end in hours)


def test_picture_is_a_small_jpeg_with_its_words() -> None:
    made = draw_picture(RNG, "#0f4c40", "#ffb58a")
    content = made["picture"].read()

    assert Image.open(BytesIO(content)).size == (1200, 800)
    assert len(content) < 60_000
    assert made["picture_alt"].startswith("Dessin géométrique")


def test_naming_gives_each_name_once() -> None:
    naming = Naming(RNG)
    people = [naming.person().mailbox for _ in range(300)]
    hosts = [naming.host("Le Toit d’Aubrelle") for _ in range(3)]

    assert len(set(people)) == 300
    assert hosts == [
        "le-toit-d-aubrelle.example",
        "le-toit-d-aubrelle-2.example",
        "le-toit-d-aubrelle-3.example",
    ]
