"""The segments of an edition, counted as one looks."""

from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.rally.models import Segment
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/segments/"


def keep(network, name="Silencieux", **fields):
    return Segment.objects.create(edition=network.edition, name=name, **fields)


def test_each_segment_has_its_count_of_now(head, network):
    keep(network, "Nord", include={"regions": ["32"]})
    keep(network, "Tous")

    response = head.get(URL)

    assert [(one.name, count, hers) for one, count, hers in response.context["rows"]] == [
        ("Nord", 1, True), ("Tous", 5, True),
    ]  # fmt: skip
    assert "2 segments" in page_of(response)


def test_coordinator_sees_the_head_s_and_her_own_counted_in_her_territory(desk, network, association, org_b):
    keep(network, "De la tête")
    keep(network, "Le sien", association=association)
    keep(network, "D’ailleurs", association=org_b)

    rows = desk.get(URL).context["rows"]

    assert [(one.name, count, hers) for one, count, hers in rows] == [
        ("De la tête", 4, False), ("Le sien", 4, True),
    ]  # fmt: skip


def test_search_and_empty_states_say_what_to_do(head, network):
    assert reverse("rally:segment_create") in page_of(head.get(URL))
    keep(network)

    assert [row[0].name for row in head.get(URL, {"q": "silen"}).context["rows"]] == ["Silencieux"]
    assert "Aucun segment ne correspond" in page_of(head.get(URL, {"q": "autre"}))


def test_it_costs_the_same_for_one_and_for_three(head, network, django_assert_num_queries):
    keep(network, include={"states": ["silent"]})
    with django_assert_num_queries(9):
        head.get(URL)
    keep(network, "Deux", exclude={"tags": ["x"]})
    keep(network, "Trois", include={"lacking": ["opened"]})
    with django_assert_num_queries(9):
        head.get(URL)


def test_without_an_edition_it_says_what_comes_first(head, db):
    Edition.objects.all().delete()

    response = head.get(URL)

    assert (response.status_code, response["X-Error-Code"]) == (409, "rally.no_edition")
