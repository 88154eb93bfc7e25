"""Past merges: searched, with what can still be undone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.organisations.merging.services import merge, undo_merge
from semainier.organisations.models import Organisation
from semainier.staff.tests.factories import make_members

URL = "staff:merge_list"


def shown(response: Any) -> list[Any]:
    return list(response.context["page_obj"])


def test_merges_stand_here_the_newest_first_and_are_searched(head: Client, org_a: Organisation, fede: User):
    first, second = (merge(survivor=org_a, loser=other, by=fede) for other in make_members(2))

    assert shown(head.get(reverse(URL))) == [second, first]
    assert shown(head.get(reverse(URL), {"q": "logis 1"})) == [
        second,
        first,
    ]  # an alias of the survivor by now
    assert shown(head.get(reverse(URL), {"q": "flandres"})) == []
    assert "Aucune fusion ne correspond" in head.get(reverse(URL), {"q": "flandres"}).content.decode()


def test_each_says_whether_it_can_be_undone(head: Client, org_a: Organisation):
    undone, standing, old = (merge(survivor=org_a, loser=other, by=None) for other in make_members(3))
    type(old).objects.filter(pk=old.pk).update(at=clock.now() - dt.timedelta(days=31))
    undo_merge(merge=standing, by=None)

    states = {one.pk: one.can_be_undone for one in shown(head.get(reverse(URL)))}

    assert states == {undone.pk: True, standing.pk: False, old.pk: False}
    page = head.get(reverse(URL)).content.decode()
    assert all(word in page for word in ("Défaite", "Peut être défaite", "Définitive"))


def test_people_are_apart(head: Client, alice: User, charlie: User):
    made = merge(survivor=alice, loser=charlie, by=None)

    assert shown(head.get(reverse(URL))) == []
    assert shown(head.get(reverse(URL), {"genre": "personnes", "q": "charlie"})) == [made]


def test_without_a_merge_it_leads_to_the_duplicates(head: Client):
    page = head.get(reverse(URL)).content.decode()

    assert "Rien n’a encore été fusionné" in page
    assert reverse("staff:duplicate_list") in page


def test_only_who_keeps_the_registry_may_look(client_of: Callable[[User], Client], alice: User, regina: User):
    for user in (alice, regina):
        assert client_of(user).get(reverse(URL)).status_code == 403


def test_it_costs_the_same_for_one_and_for_three(
    head: Client, org_a: Organisation, django_assert_num_queries: Any
):
    first, *others = make_members(3)
    merge(survivor=org_a, loser=first, by=None)
    with django_assert_num_queries(7):
        assert len(shown(head.get(reverse(URL)))) == 1
    for other in others:
        merge(survivor=org_a, loser=other, by=None)
    with django_assert_num_queries(7):
        assert len(shown(head.get(reverse(URL)))) == 3
