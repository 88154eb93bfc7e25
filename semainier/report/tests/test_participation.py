import datetime as dt

import pytest

from semainier.campaigns.services.editions import create_edition, set_themes
from semainier.core import clock
from semainier.events.models import Held
from semainier.events.tests.desk import page_of, plain
from semainier.report.tests.factories import list_all, make_events, make_members


def url(edition):
    return f"/bureau/participation/{edition.slug}/"


def names(response):
    return [row.organisation.name for row in response.context["rows"]]


@pytest.fixture
def with_last_year(small):
    """The small edition after one of the year before, in which one and four took part, four later."""
    edition = small.edition
    last = create_edition(
        campaign=edition.campaign, slug="semaine-2025", name="Semaine 2025", headline="Avant",
        starts_on=dt.date(2025, 6, 7), ends_on=dt.date(2025, 6, 15), by=None,
    )  # fmt: skip
    set_themes(edition=last, themes=[{"slug": "t", "name": "T"}], by=None)
    list_all(last, [small.one, small.two, small.three, small.four])
    make_events(last, [small.one], 1, published_at=dt.datetime(2025, 5, 1, tzinfo=dt.UTC), held=Held.YES)
    make_events(last, [small.four], 1, published_at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC), held=Held.YES)
    last.phase = "frozen"
    last.save()
    edition.previous = last
    edition.save()
    return small


def test_board_says_where_we_stand(client_of, fede, small):
    response = client_of(fede).get(url(small.edition))

    assert plain(response.context["headline"]) == "2 organismes participent, soit 50 %"
    assert (
        plain(response.context["standing"])
        == "L’objectif est de 3, soit 75 %. 1 région sur 2 a déjà atteint ce taux."
    )
    assert "[undefined" not in page_of(response)


def test_funnel_from_the_list_to_the_outcome(client_of, fede, small):
    response = client_of(fede).get(url(small.edition))

    steps = [(step.stage, step.count, plain(step.remark)) for step in response.context["board"].funnel]
    assert steps == [
        ("listed", 4, "inscrits au 20 mai 2026"),
        ("invited", None, "inconnu : aucune n’est partie d’ici"),
        ("opened", 3, "75 % des inscrits"),
        ("committed", 3, "75 % des inscrits"),
        ("declared", 2, "50 % des inscrits"),
        ("published", 2, "50 % des inscrits"),
        ("held", None, "connu à partir du 6 juin"),
        ("answered", None, "connu à partir du 6 juin"),
    ]
    assert "organismes/?etape=committed" in page_of(response)


def test_beside_the_edition_before_at_the_same_distance(client_of, fede, with_last_year):
    response = client_of(fede).get(url(with_last_year.edition))
    board = response.context["board"]

    assert (board.before.participants, board.lead) == (1, 1)
    assert plain(response.context["growth"]) == "En avance de 1 organisme sur 2025"
    assert response.context["standing"].startswith("Ils étaient 1 à la même date en 2025.".replace(" ", " "))
    assert [(line.group.code, line.gap) for line in board.regions] == [("75", 1), ("32", 0)]
    assert board.chart.same_day_before.label == "1"
    assert board.chart.end_before.label == "2"


def test_silent_are_those_to_call(client_of, fede, with_last_year):
    response = client_of(fede).get(url(with_last_year.edition))

    assert names(response) == ["Habitat 004"]
    assert response.context["rows"][0].took_part_before is True
    assert "contact@habitat-4.example" in page_of(response)


def test_search_and_region_among_the_silent(client_of, fede, small):
    client = client_of(fede)

    assert names(client.get(url(small.edition), {"q": "habitat", "region": "32"})) == ["Habitat 004"]
    empty = client.get(url(small.edition), {"q": "inconnu"})
    assert names(empty) == []
    assert "Aucun organisme silencieux ne correspond." in page_of(empty)


def test_before_the_first_event_commitments_are_the_news(client_of, fede, small):
    small.edition.events.all().delete()

    response = client_of(fede).get(url(small.edition))

    assert plain(response.context["headline"]) == "3 organismes se sont engagés, soit 75 %"
    assert response.context["board"].measure == "committed"


def test_coordinator_sees_her_territory_and_the_whole_rate(client_of, regina, small):
    response = client_of(regina).get(url(small.edition))

    assert (response.context["board"].figures.listed, response.context["board"].national.listed) == (2, 4)
    assert plain(response.context["standing"]) == "Dans toute la fédération : 50 %."
    assert names(response) == []


def test_phases_as_drawers(client_of, fede, small):
    phases = client_of(fede).get(url(small.edition)).context["board"].phases

    assert [(plain(p.name), plain(p.remark), p.is_past, p.is_now) for p in phases] == [
        ("Préparation", "terminée", True, False),
        ("Ouverte", "encore 17 jours", False, True),
        ("Semaine", "du 6 au 14 juin", False, False),
        ("Comptage", "jusqu’au 28 juin", False, False),
        ("Figée", "à venir", False, False),
    ]


def test_empty_edition(client_of, fede, edition):
    response = client_of(fede).get(url(edition))

    assert "La liste des membres est encore vide." in page_of(response)
    assert "[undefined" not in page_of(response)


def test_unknown_edition(client_of, fede, edition):
    assert client_of(fede).get("/bureau/participation/semaine-1900/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, fede, with_last_year, django_assert_num_queries, number):
    list_all(with_last_year.edition, make_members(number, [with_last_year.one.family]))
    make_events(with_last_year.edition, [with_last_year.two], number, published_at=clock.now())
    client = client_of(fede)

    with django_assert_num_queries(31):
        client.get(url(with_last_year.edition))


def test_english(client_of, fede, small):
    page = client_of(fede).get(f"/en{url(small.edition)}")

    assert plain(page.context["headline"]) == "2 organisations take part, or 50%"
    assert "By region" in page_of(page)


@pytest.mark.parametrize(
    ("phase", "remarks"),
    [
        ("preparation", ["depuis le 20 mai", "à venir", "du 6 au 14 juin", "jusqu’au 28 juin", "à venir"]),
        ("frozen", ["terminée", "terminée", "du 6 au 14 juin", "jusqu’au 28 juin", "depuis le 20 mai"]),
    ],
)
def test_remarks_of_the_phases(client_of, fede, edition, *, phase, remarks):
    edition.phase = phase
    edition.save()

    phases = client_of(fede).get(url(edition)).context["board"].phases

    assert [plain(drawer.remark) for drawer in phases] == remarks
