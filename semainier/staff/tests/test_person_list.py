"""The people, and everything that is kept about one of them."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.accounts.services import erase_user, get_or_create_user

URL = "staff:person_list"


def names(head: Client, **filters: str) -> list[str]:
    return [person.name for person in head.get(reverse(URL), filters).context["page_obj"]]


def test_it_is_searched_and_filtered_by_role(head: Client, alice: User, bob: User, regina: User):
    get_or_create_user(email="zoe@nowhere.example", name="Zoé", by=None)

    assert names(head) == ["Alice", "Bob", "Fede", "Regina", "Zoé"]
    assert names(head, q=alice.email) == ["Alice"]
    assert names(head, role="coordinator") == ["Regina"]
    assert names(head, role="-") == ["Zoé"]
    assert "Personne ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_it_shows_for_whom_each_acts_and_not_who_is_erased(head: Client, alice: User, bob: User):
    erase_user(user=bob, by=None)

    page = head.get(reverse(URL)).content.decode()

    assert names(head) == ["Alice", "Fede"]
    assert "Habitat des Deux-Rives" in page
    assert reverse("staff:person_erase", args=[alice.pk]) in page


def test_the_data_of_a_person_are_given_as_json(head: Client, alice: User):
    response = head.get(reverse("staff:person_export", args=[alice.pk]))

    data = json.loads(response.content)
    assert data["person"]["email"] == alice.email
    assert data["organisations"]["memberships"][0]["role"] == "referent"
    assert response["Content-Disposition"] == f'attachment; filename="personne-{alice.pk}.json"'


def test_it_costs_the_same_for_one_person_and_for_three(
    head: Client, request: Any, django_assert_num_queries: Any
):
    with django_assert_num_queries(8):
        assert len(names(head)) == 1
    request.getfixturevalue("alice")
    request.getfixturevalue("bob")
    with django_assert_num_queries(8):
        assert len(names(head)) == 3
