import pytest
from django.urls import reverse


def test_suggestions_are_open_to_anybody(client, france, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(reverse("territories:commune_suggest"), {"q": "Bord"})

    bordeaux = {
        "code": "33063",
        "name": "Bordeaux",
        "department": "33",
        "department_name": "Gironde",
        "postcode": "33000",
    }
    assert response.status_code == 200
    assert response.json() == {"communes": [bordeaux]}


def test_three_suggestions_cost_one_query_too(client, france, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(reverse("territories:commune_suggest"), {"q": "33"})

    assert [commune["name"] for commune in response.json()["communes"]] == ["Bordeaux", "Lormont", "La Brède"]


def test_nothing_found_is_an_empty_list(client, france):
    assert client.get(reverse("territories:commune_suggest"), {"q": "zz"}).json() == {"communes": []}


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  "}, {"q": "x" * 81}, {"q": "\0"}])
def test_bad_search_is_refused_with_a_code(client, db, query):
    response = client.get(reverse("territories:commune_suggest"), query)

    assert response.status_code == 400
    assert response.json()["code"] == "territories.bad_search"


def test_post_is_refused(client, db):
    assert client.post(reverse("territories:commune_suggest"), {"q": "Bord"}).status_code == 405
