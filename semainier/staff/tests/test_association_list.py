"""Regional associations: their departments, and where nobody or two decide."""

from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import create_organisation, set_territory
from semainier.staff.queries.registry import territory_gaps

URL = "staff:association_list"


def make_association(name: str, departments: list[str]) -> Organisation:
    made = create_organisation(kind="regional", name=name, by=None)
    set_territory(association=made, departments=departments, by=None)
    return made


def test_it_shows_departments_and_what_nobody_holds(
    head: Client, association: Organisation, org_a: Organisation, org_b: Organisation
):
    page = head.get(reverse(URL)).content.decode().replace("&nbsp;", " ").replace("\u00a0", " ")

    assert "Dordogne (24), Gironde (33), Landes (40)" in page
    assert "Aucune association ne décide pour : Nord" in page


def test_a_department_that_two_hold_is_told(head: Client, association: Organisation):
    make_association("Autre", ["33", "59"])

    assert [department.pk for department in territory_gaps().shared] == ["33"]
    assert "Deux associations ont le même département" in head.get(reverse(URL)).content.decode()


def test_it_is_searched(head: Client, association: Organisation):
    make_association("Pays de Nord", ["59"])

    found = head.get(reverse(URL), {"q": "arosha"}).context["associations"]

    assert [one.name for one in found] == ["AROSHA"]
    assert "Aucune association ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_without_one_it_says_what_for(head: Client):
    assert reverse("staff:association_create") in head.get(reverse(URL)).content.decode()


def test_it_costs_the_same_for_one_association_and_for_three(
    head: Client, association: Organisation, django_assert_num_queries: Any
):
    with django_assert_num_queries(9):
        head.get(reverse(URL))
    for name, code in (("B", "59"), ("C", "62")):
        make_association(name, [code])
    with django_assert_num_queries(9):
        head.get(reverse(URL))
