"""Who belongs to a segment now, and why not more."""

import pytest
from django.urls import reverse

from semainier.rally.models import Segment
from semainier.rally.tests.factories import list_all, make_member
from semainier.rally.tests.pages import file_of, page_of


@pytest.fixture
def segment(network):
    return Segment.objects.create(
        edition=network.edition, name="Sud", include={"regions": ["75"]}, exclude={"families": ["coop"]}
    )


def url(segment, page="detail"):
    return reverse(f"rally:segment_{page}", args=[segment.pk])


def names(response):
    return [listed.organisation.name for listed in response.context["page_obj"]]


def test_it_lists_counts_and_explains(head, segment):
    response = head.get(url(segment))

    assert names(response) == ["Habitat des Deux-Rives", "Logis Petit"]
    assert [(part.name, part.number) for part in response.context["parts"]] == [("Nouvelle-Aquitaine", 2)]
    page = page_of(response)
    assert "Nouvelle-Aquitaine – sans\xa0: Coopérative" in response.content.decode()
    assert "2 écartés" in page


def test_it_is_searched(head, segment):
    assert names(head.get(url(segment), {"q": "petit"})) == ["Logis Petit"]
    assert "Aucun organisme ne correspond" in page_of(head.get(url(segment), {"q": "xyz"}))


def test_empty_segment_says_what_to_do(head, segment):
    segment.include = {"regions": ["75"], "sizes": ["xl"]}
    segment.save()

    assert url(segment, "edit") in page_of(head.get(url(segment)))


def test_export_is_the_list(head, segment, org_a):
    lines = file_of(head.get(reverse("rally:segment_export", args=[segment.pk]), {"q": "rives"}))

    assert lines == [
        "organisme;siren;region;departement;famille;logements;courriel;telephone",
        f"{org_a.name};{org_a.siren};Nouvelle-Aquitaine;33;oph;6000;{org_a.email};",
    ]


def test_segment_of_another_association_is_not_found(desk, segment, org_b):
    segment.association = org_b
    segment.save()

    for page in ("detail", "export", "edit", "delete"):
        assert desk.get(url(segment, page)).status_code == 404


def test_coordinator_reads_the_head_s_and_may_not_change_it(desk, segment):
    response = desk.get(url(segment))

    assert (response.status_code, response.context["may_change"]) == (200, False)
    assert desk.get(url(segment, "edit")).status_code == 403


def test_it_costs_the_same_for_two_and_for_four(head, segment, network, django_assert_num_queries):
    with django_assert_num_queries(14):
        assert len(names(head.get(url(segment)))) == 2
    list_all(network.edition, [make_member(f"Autre {n}") for n in range(2)])
    with django_assert_num_queries(14):
        assert len(names(head.get(url(segment)))) == 4
