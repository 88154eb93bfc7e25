"""Choose by hand with whom one is to be merged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation
from semainier.staff.tests.factories import make_members


def url_of(subject: Any, kind: str = "organismes") -> str:
    return reverse("staff:duplicate_pick", args=[kind, subject.pk])


def found(response: Any) -> list[Any]:
    return list(response.context["page_obj"])


def test_the_others_of_its_kind_are_searched(
    head: Client, org_a: Organisation, org_b: Organisation, association: Organisation
):
    assert found(head.get(url_of(org_a))) == [org_b]
    assert found(head.get(url_of(org_a), {"q": "flandres lille"})) == [org_b]
    assert found(head.get(url_of(association))) == []
    assert "Aucune autre fiche ne correspond" in head.get(url_of(org_a), {"q": "zzz"}).content.decode()


def test_a_choice_leads_to_both_side_by_side(head: Client, org_a: Organisation, org_b: Organisation):
    page = head.get(url_of(org_a)).content.decode()

    assert reverse("staff:duplicate_detail", args=["organismes", org_a.pk, org_b.pk]) in page


def test_people_are_searched_by_name_and_address(head: Client, alice: User, charlie: User, fede: User):
    assert found(head.get(url_of(alice, "personnes"))) == [charlie, fede]
    assert found(head.get(url_of(alice, "personnes"), {"q": charlie.email[:6]})) == [charlie]


def test_the_lists_lead_here(head: Client, org_a: Organisation, alice: User):
    assert url_of(org_a) in head.get(reverse("staff:organisation_list")).content.decode()
    assert url_of(alice, "personnes") in head.get(reverse("staff:person_list")).content.decode()


@pytest.mark.parametrize("kind", ["organismes", "personnes", "choses"])
def test_who_is_not_there_is_not_found(head: Client, kind: str):
    assert head.get(reverse("staff:duplicate_pick", args=[kind, 999_999])).status_code == 404


def test_only_who_keeps_the_registry_may_choose(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation
):
    for user in (alice, regina):
        assert client_of(user).get(url_of(org_a)).status_code == 403


def test_it_costs_the_same_for_one_and_for_three(
    head: Client, org_a: Organisation, django_assert_num_queries: Any
):
    make_members(1)
    with django_assert_num_queries(8):
        assert len(found(head.get(url_of(org_a)))) == 1
    Organisation.objects.members().exclude(pk=org_a.pk).delete()
    make_members(3)
    with django_assert_num_queries(8):
        assert len(found(head.get(url_of(org_a)))) == 3
