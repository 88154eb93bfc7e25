"""Tags and how many organisations bear each."""

from semainier.rally.services.kept import add_tag
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/etiquettes/"


def rows(response):
    return [(tag["name"], tag["number"]) for tag in response.context["page_obj"]]


def test_tags_are_counted_within_reach(head, desk, network, fede):
    add_tag(name="Réseau", organisations=[network.a, network.b], by=fede)
    add_tag(name="nord", organisations=[network.b], by=fede)

    assert rows(head.get(URL)) == [("nord", 1), ("réseau", 2)]
    assert rows(desk.get(URL)) == [("réseau", 1)]


def test_it_is_searched_and_says_what_to_do(head, network, fede):
    assert "/bureau/relances/etiquettes/poser/" in page_of(head.get(URL))
    add_tag(name="réseau", organisations=[network.a], by=fede)

    assert rows(head.get(URL, {"q": "rés"})) == [("réseau", 1)]
    assert "Aucune étiquette ne correspond" in page_of(head.get(URL, {"q": "xyz"}))


def test_it_costs_the_same_for_one_and_for_three(head, network, fede, django_assert_num_queries):
    add_tag(name="un", organisations=[network.a], by=fede)
    with django_assert_num_queries(8):
        assert len(rows(head.get(URL))) == 1
    for name in ("deux", "trois"):
        add_tag(name=name, organisations=[network.a, network.b], by=fede)
    with django_assert_num_queries(8):
        assert len(rows(head.get(URL))) == 3
