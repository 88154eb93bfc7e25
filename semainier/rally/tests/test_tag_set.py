"""Tags are set on many organisations at once, and taken off again."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from semainier.audit.models import AuditEntry
from semainier.rally.models import OrganisationTag
from semainier.rally.services.kept import add_tag, tag_of
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/etiquettes/poser/"
ADD, REMOVE = reverse("rally:tag_add"), reverse("rally:tag_remove")


def bearers(name="réseau pilote"):
    return list(
        OrganisationTag.objects.filter(name=name)
        .order_by("organisation__name")
        .values_list("organisation__name", flat=True)
    )


def test_ticked_organisations_bear_it(head, network):
    data = {"etiquette": " Réseau  pilote", "choix": [network.a.pk, network.b.pk]}

    response = head.post(ADD, data, follow=True)

    assert bearers() == [network.a.name, network.b.name]
    assert "2 organismes de plus portent l’étiquette." in page_of(response)
    entry = AuditEntry.objects.get(verb="tag.added")
    assert entry.data == {"tag": "réseau pilote", "organisations": sorted([network.a.pk, network.b.pk])}


def test_set_twice_is_set_once(head, network):
    for _n in range(2):
        head.post(ADD, {"etiquette": "réseau pilote", "choix": [network.a.pk]})

    assert bearers() == [network.a.name]


def test_all_that_the_search_found_bear_it(head, network):
    head.post(ADD, {"etiquette": "réseau pilote", "tous": "on", "q": "logis"})

    assert bearers() == ["Logis Boîte", "Logis Nu", "Logis Petit"]


def test_it_is_taken_off(head, network, fede):
    add_tag(name="réseau pilote", organisations=[network.a, network.b], by=fede)

    response = head.post(REMOVE, {"etiquette": "Réseau pilote", "choix": [network.a.pk]}, follow=True)

    assert bearers() == [network.b.name]
    assert "1 organisme ne porte plus l’étiquette." in page_of(response)


@pytest.mark.parametrize("address", [ADD, REMOVE])
def test_coordinator_reaches_her_territory_only(desk, network, fede, address):
    add_tag(name="réseau pilote", organisations=[network.b], by=fede)

    desk.post(address, {"etiquette": "réseau pilote", "choix": [network.b.pk]})
    desk.post(address, {"etiquette": "réseau pilote", "tous": "on", "q": "toit"})

    assert bearers() == [network.b.name]


@pytest.mark.parametrize(
    "data", [{}, {"etiquette": "x"}, {"choix": "1"}, {"etiquette": "x", "choix": ["a", ""]}]
)
def test_nothing_chosen_changes_nothing(head, network, data):
    response = head.post(ADD, data, follow=True)

    assert "Rien n’a changé" in page_of(response)
    assert not OrganisationTag.objects.exists()


def test_list_is_filtered_and_shows_the_tags(head, network, fede):
    add_tag(name="réseau pilote", organisations=[network.a], by=fede)

    def names(**asked):
        return [organisation.name for organisation in head.get(URL, asked).context["page_obj"]]

    assert names(avec="réseau pilote") == [network.a.name]
    assert names(region="32") == [network.b.name]
    assert names(famille="coop") == ["Logis Boîte", "Logis Nu"]
    assert names(famille="-") == ["Logis Petit"]
    assert "Aucun organisme ne correspond" in page_of(head.get(URL, {"q": "xyz"}))
    assert "réseau pilote" in page_of(head.get(URL, {"q": "rives"}))


def test_it_costs_the_same_for_one_and_for_five(head, network, fede, django_assert_num_queries):
    add_tag(name="a", organisations=[network.a], by=fede)
    with django_assert_num_queries(12):
        assert len(head.get(URL, {"q": "rives"}).context["page_obj"].object_list) == 1
    add_tag(name="b", organisations=[network.a, network.b, network.box], by=fede)
    with django_assert_num_queries(12):
        assert len(head.get(URL).context["page_obj"].object_list) == 5


@given(st.text(max_size=60))
def test_a_tag_made_twice_is_the_same(words):
    tag = tag_of(words)

    assert tag_of(tag) == tag
    assert len(tag) <= 40
