"""The families of members."""

from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.organisations.models import Organisation
from semainier.staff.services.registry import save_family

URL = "staff:family_list"


def test_it_counts_members_and_offers_to_remove_what_nobody_bears(
    head: Client, org_a: Organisation, fede: User
):
    save_family(by=fede, code="esh", name="Entreprise sociale pour l’habitat", order=1)

    response = head.get(reverse(URL))

    assert [(f.pk, f.members) for f in response.context["families"]] == [("oph", 1), ("esh", 0)]
    page = response.content.decode()
    assert reverse("staff:family_delete", args=["esh"]) in page
    assert reverse("staff:family_delete", args=["oph"]) not in page


def test_without_one_it_says_what_for(head: Client):
    assert "Aucune famille pour l’instant" in head.get(reverse(URL)).content.decode()


def test_it_costs_the_same_for_one_family_and_for_three(
    head: Client, org_a: Organisation, fede: User, django_assert_num_queries: Any
):
    with django_assert_num_queries(6):
        head.get(reverse(URL))
    for code in ("esh", "coop"):
        save_family(by=fede, code=code, name=code)
    with django_assert_num_queries(6):
        head.get(reverse(URL))
