"""A merge: what it moved, what was made since, how long there is a way back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event
from semainier.organisations.merging.services import merge, undo_merge
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import update_organisation
from semainier.staff.tests.factories import make_members


def url_of(made: Any, kind: str = "organismes") -> str:
    return reverse("staff:merge_detail", args=[kind, made.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_it_shows_what_moved_and_what_was_made_since(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation, fede: User
):
    make_event()
    made = merge(survivor=org_b, loser=org_a, by=fede)
    org_b.refresh_from_db()
    make_event(organisation=org_b, title="Depuis la fusion")

    page = head.get(url_of(made))

    assert {row.words: row.moved for row in page.context["rows"]}["événements"] == 1
    assert [str(row) for since in page.context["since"] for row in since.rows] == ["Depuis la fusion"]
    assert "Fusion du 20 mai 2026, par Fede" in text_of(page)
    assert "jusqu’au 19 juin 2026" in text_of(page)


def test_the_way_back_ends_after_thirty_days(head: Client, org_a: Organisation, org_b: Organisation):
    made = merge(survivor=org_a, loser=org_b, by=None)
    undo = reverse("staff:merge_undo", args=["organismes", made.pk])
    assert undo in text_of(head.get(url_of(made)))

    type(made).objects.update(at=clock.now() - dt.timedelta(days=30))

    page = text_of(head.get(url_of(made)))
    assert undo not in page
    assert "ne peut plus être défaite" in page


def test_a_later_merge_has_to_be_undone_first(head: Client, org_a: Organisation):
    first, second = (merge(survivor=org_a, loser=other, by=None) for other in make_members(2))

    page = text_of(head.get(url_of(first)))

    assert "doit être défaite d’abord : Logis 2" in page
    assert reverse("staff:merge_undo", args=["organismes", first.pk]) not in page
    assert "d’abord" not in text_of(head.get(url_of(second)))


def test_once_undone_it_says_what_stayed_and_what_could_not_go_back(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    update_organisation(organisation=org_a, by=None, phone="0556000000")
    made = merge(survivor=org_b, loser=org_a, by=None)
    org_b.refresh_from_db()
    update_organisation(organisation=org_b, by=None, phone="0557000000")
    make_event(organisation=org_b, title="Depuis la fusion")
    undo_merge(merge=made, by=None)

    page = text_of(head.get(url_of(made)))

    assert "Depuis la fusion" in page
    assert "1 valeur ou ligne avait changé depuis" in page


def test_a_merge_of_people_has_the_same_page(head: Client, alice: User, charlie: User):
    made = merge(survivor=alice, loser=charlie, by=None)

    page = text_of(head.get(url_of(made, "personnes")))

    assert "Charlie → Alice" in page
    assert "Rôles dans des organismes" in page


def test_what_is_not_there_is_not_found(head: Client, org_a: Organisation, org_b: Organisation):
    made = merge(survivor=org_a, loser=org_b, by=None)

    assert head.get(url_of(made, "personnes")).status_code == 404
    assert head.get(url_of(made, "choses")).status_code == 404


def test_only_who_keeps_the_registry_may_look(
    client_of: Callable[[User], Client], alice: User, regina: User, org_a: Organisation, org_b: Organisation
):
    made = merge(survivor=org_a, loser=org_b, by=None)

    for user in (alice, regina):
        assert client_of(user).get(url_of(made)).status_code == 403


def test_it_costs_the_same_for_one_row_since_and_for_three(
    head: Client, make_event: Callable[..., Event], org_a: Organisation, org_b: Organisation
):
    made = merge(survivor=org_a, loser=org_b, by=None)
    counts = []
    for n in range(3):
        make_event(title=f"Fête {n}")
        with CaptureQueriesContext(connection) as done:
            head.get(url_of(made))
        counts.append(len(done))

    assert counts[0] == counts[1] == counts[2] < 40
