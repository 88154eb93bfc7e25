"""The pairs that look alike: found, searched, called different, proposed again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.organisations.merging.finding import find_duplicates
from semainier.organisations.models import Organisation, OrganisationPair, PersonPair
from semainier.organisations.services.organisations import create_organisation
from semainier.organisations.services.people import add_member

URL = "staff:duplicate_list"


def twins(like: Organisation, count: int = 1) -> list[OrganisationPair]:
    """Make organisations that look like one, and find them."""
    for _n in range(count):
        create_organisation(name="Habitat Deux Rives", department=like.department, by=None)
    find_duplicates()
    return list(OrganisationPair.objects.order_by("pk"))


def shown(response: Any) -> list[Any]:
    return list(response.context["page_obj"])


def key_of(pair: OrganisationPair) -> str:
    return f"{pair.first_id}-{pair.second_id}"


def test_a_pair_is_shown_with_both_names_and_the_reason(head: Client, org_a: Organisation):
    (pair,) = twins(org_a)

    page = head.get(reverse(URL))

    assert shown(page) == [pair]
    text = page.content.decode()
    assert org_a.name in text
    assert "Noms proches" in text
    assert reverse("staff:duplicate_detail", args=["organismes", pair.first_id, pair.second_id]) in text


def test_people_have_a_tab_of_their_own(head: Client, alice: User, org_a: Organisation):
    twin = User.objects.create(email="a@autre.example", name="Alice")
    add_member(organisation=org_a, user=twin, role="communicator", by=None)
    find_duplicates()

    assert shown(head.get(reverse(URL))) == []
    page = head.get(reverse(URL), {"genre": "personnes"})
    assert shown(page) == list(PersonPair.objects.all())
    assert page.context["counts"] == {"organisation": 0, "person": 1}


def test_it_is_searched_and_filtered(head: Client, org_a: Organisation):
    twins(org_a)

    def number(**filters: str) -> int:
        return len(shown(head.get(reverse(URL), filters)))

    assert (number(q="deux rives"), number(q="lormont"), number(q="flandres")) == (1, 1, 0)
    assert (number(motif="name"), number(motif="siren"), number(motif="nonsense")) == (1, 0, 1)
    assert number(genre="nonsense") == 1
    assert number(ecartes="on") == 0


def test_an_empty_list_says_what_to_do_next(head: Client):
    assert reverse("staff:organisation_list") in head.get(reverse(URL)).content.decode()
    assert "Aucun doublon en vue" in head.get(reverse(URL), {"genre": "personnes"}).content.decode()
    assert "Aucune paire ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_the_button_searches_and_leads_back_with_the_filters(head: Client, org_a: Organisation):
    create_organisation(name="Habitat Deux Rives", department=org_a.department, by=None)

    response = head.post(f"{reverse('staff:duplicate_search')}?genre=organismes&q=rives", follow=True)

    assert len(shown(response)) == 1
    assert response.redirect_chain[0][0].endswith("?genre=organismes&q=rives")
    assert AuditEntry.objects.filter(verb="duplicates.searched").count() == 1


def test_chosen_pairs_are_called_different_and_proposed_again(head: Client, org_a: Organisation, fede: User):
    first, second, *_others = twins(org_a, 2)
    chosen = {"paire": [key_of(first), key_of(second)]}

    head.post(reverse("staff:duplicate_dismiss", args=["organismes"]), chosen)
    assert not {first, second} & set(shown(head.get(reverse(URL))))
    gone = shown(head.get(reverse(URL), {"ecartes": "on"}))
    assert {pair.dismissed_by for pair in gone} == {fede}

    head.post(reverse("staff:duplicate_reconsider", args=["organismes"]), chosen)
    assert {first, second} <= set(shown(head.get(reverse(URL))))


def test_without_a_choice_nothing_is_done(head: Client, org_a: Organisation):
    twins(org_a)

    response = head.post(reverse("staff:duplicate_dismiss", args=["organismes"]), follow=True)

    assert "Choisissez au moins une paire" in response.content.decode()
    assert not OrganisationPair.objects.dismissed().exists()


@pytest.mark.parametrize("chosen", ["nonsense", "1", "1-2-3", "999999998-999999999", "9" * 30 + "-1"])
@pytest.mark.parametrize("verb", ["dismiss", "reconsider"])
def test_what_is_no_pair_is_not_found(head: Client, org_a: Organisation, verb: str, chosen: str):
    url = reverse(f"staff:duplicate_{verb}", args=["organismes"])

    assert head.post(url, {"paire": chosen}).status_code == 404
    assert head.post(url.replace("organismes", "choses")).status_code == 404


def test_looking_never_writes(head: Client):
    for name, arguments in (("search", []), ("dismiss", ["organismes"]), ("reconsider", ["organismes"])):
        assert head.get(reverse(f"staff:duplicate_{name}", args=arguments)).status_code == 405


def test_only_who_keeps_the_registry_may_look_and_act(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation
):
    (pair,) = twins(org_a)
    for user in (alice, regina):
        client = client_of(user)
        url = reverse("staff:duplicate_dismiss", args=["organismes"])

        assert client.get(reverse(URL)).status_code == 403
        assert client.post(url, {"paire": key_of(pair)}).status_code == 403
    assert not OrganisationPair.objects.dismissed().exists()


def test_it_costs_the_same_for_one_pair_and_for_three(
    head: Client, org_a: Organisation, django_assert_num_queries: Any
):
    twins(org_a)
    with django_assert_num_queries(9):
        assert len(shown(head.get(reverse(URL)))) == 1
    twins(org_a)
    with django_assert_num_queries(9):
        assert len(shown(head.get(reverse(URL)))) == 3
