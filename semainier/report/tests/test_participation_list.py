import pytest

from semainier.events.tests.desk import page_of
from semainier.report.tests.factories import list_all, make_members


def url(edition):
    return f"/bureau/participation/{edition.slug}/organismes/"


def names(response):
    return [row.organisation.name for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"etape": "listed"}, ["Habitat 004", "Habitat 003", "Habitat 002", "Habitat 001"]),
        ({"etape": "committed"}, ["Habitat 003", "Habitat 002", "Habitat 001"]),
        ({"etape": "published", "tri": "organisme"}, ["Habitat 001", "Habitat 002"]),
        ({"etape": "committed", "region": "32"}, ["Habitat 003"]),
        ({"etape": "listed", "famille": "coop"}, ["Habitat 004", "Habitat 002"]),
        ({"etape": "held"}, []),
        ({"etape": "sans-sens", "q": "inconnu"}, []),
    ],
)
def test_list_behind_each_figure(client_of, fede, small, asked, expected):
    response = client_of(fede).get(url(small.edition), asked)

    assert names(response) == expected
    assert "[undefined" not in page_of(response)


def test_empty_list_says_what_to_do(client_of, fede, small):
    assert "Aucun organisme ici." in page_of(client_of(fede).get(url(small.edition), {"etape": "held"}))


def test_coordinator_sees_her_territory(client_of, regina, small):
    assert names(client_of(regina).get(url(small.edition))) == ["Habitat 002", "Habitat 001"]


def test_pages(client_of, fede, small, family):
    list_all(small.edition, make_members(60, [family]))

    response = client_of(fede).get(url(small.edition), {"page": "2"})

    assert len(names(response)) == 14
    assert "Page 2 sur 2" in page_of(response)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, fede, small, django_assert_num_queries, number):
    list_all(small.edition, make_members(number, [small.one.family]))
    client = client_of(fede)

    with django_assert_num_queries(13):
        client.get(url(small.edition))
