"""Confirm, then take a merge apart."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event
from semainier.organisations.merging.services import merge
from semainier.organisations.models import Organisation
from semainier.staff.tests.factories import make_members


def url_of(made: Any, kind: str = "organismes") -> str:
    return reverse("staff:merge_undo", args=[kind, made.pk])


def test_it_names_what_stays_and_writes_nothing(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    made = merge(survivor=org_b, loser=org_a, by=None)
    org_b.refresh_from_db()
    make_event(organisation=org_b, title="Depuis la fusion")

    page = head.get(url_of(made)).content.decode()

    assert "Depuis la fusion" in page
    made.refresh_from_db()
    assert made.undone_at is None


def test_the_button_takes_it_apart(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation, fede: User
):
    event = make_event()
    made = merge(survivor=org_b, loser=org_a, by=None)

    response = head.post(url_of(made))

    for one in (event, made, org_a):
        one.refresh_from_db()
    assert (event.organisation, made.undone_by, org_a.merged_into) == (org_a, fede, None)
    assert response["Location"] == reverse("staff:merge_detail", args=["organismes", made.pk])


def test_people_are_two_again_in_the_list(head: Client, alice: User, charlie: User):
    made = merge(survivor=alice, loser=charlie, by=None)

    head.post(url_of(made, "personnes"))

    people = list(head.get(reverse("staff:person_list")).context["page_obj"])
    assert {alice, charlie} <= set(people)


def test_too_late_twice_or_out_of_order_is_refused_in_words(head: Client, org_a: Organisation):
    first, second = (merge(survivor=org_a, loser=other, by=None) for other in make_members(2))

    def answer(made: Any) -> tuple[int, str]:
        response = head.post(url_of(made))
        return response.status_code, response.get("X-Error-Code", "")

    assert answer(first) == (409, "merging.later_first")
    assert answer(second) == (302, "")
    assert answer(second) == (409, "merging.undone")
    type(first).objects.filter(pk=first.pk).update(at=clock.now() - dt.timedelta(days=31))
    assert answer(first) == (409, "merging.too_late")


def test_only_who_keeps_the_registry_may_undo(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation, org_b: Organisation
):
    made = merge(survivor=org_a, loser=org_b, by=None)

    for user in (alice, regina):
        assert client_of(user).post(url_of(made)).status_code == 403
    made.refresh_from_db()
    assert made.undone_at is None
