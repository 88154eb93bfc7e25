"""The first page of the desk: what to do next, or where one belongs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import update_organisation
from semainier.staff.queries.checklist import checklist
from semainier.staff.services.members import invite_many


def titles_done() -> list[str]:
    return [str(step.title) for step in checklist().steps if step.is_done]


def test_a_new_head_is_told_what_to_do_first(head: Client, federation: Organisation):
    page = head.get(reverse("staff:desk")).content.decode()

    assert "Présenter la fédération" in page
    assert reverse("organisations:organisation_edit", args=[federation.pk]) in page
    assert titles_done() == []


def test_steps_are_done_as_the_federation_fills(committed: Edition, federation: Organisation):
    done = titles_done()

    assert done[0] == "Nommer les familles"
    assert len(done) == 8  # all but the federation's own mailbox and the invitations
    update_organisation(organisation=federation, email="contact@ush.example", by=None)
    invite_many(listed=committed.listed_members.all(), by=None)
    assert len(titles_done()) == 10


def test_when_all_is_done_the_board_is_offered(head: Client, committed: Edition, federation: Organisation):
    update_organisation(organisation=federation, email="contact@ush.example", by=None)
    invite_many(listed=committed.listed_members.all(), by=None)

    page = head.get(reverse("staff:desk")).content.decode()

    assert "Tout est en place" in page
    assert reverse("report:participation", args=[committed.slug]) in page


@pytest.mark.parametrize(("role", "target"), [("regina", "events:queue"), ("bob", "home:space")])
def test_others_are_led_to_where_they_work(
    role: str, target: str, request: pytest.FixtureRequest, client_of: Callable[[User], Client]
):
    response = client_of(request.getfixturevalue(role)).get(reverse("staff:desk"))

    assert response["Location"] == reverse(target)


def test_the_desk_costs_the_same_for_one_member_and_for_three(
    head: Client, org_a: Organisation, django_assert_num_queries: Any, request: pytest.FixtureRequest
):
    with django_assert_num_queries(10):
        head.get(reverse("staff:desk"))
    request.getfixturevalue("org_b")
    with django_assert_num_queries(10):
        head.get(reverse("staff:desk"))


def current(head: Client, url: str) -> set[tuple[str, str]]:
    """Return what the menu marks: (address, "page" or "true")."""
    bar = head.get(url).content.decode().partition("<main")[0]
    return set(re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', bar))


def test_menu_marks_the_entry_of_the_page_and_never_the_first_page_for_another(
    head: Client, edition: Edition, org_a: Organisation
):
    desk, imports = reverse("staff:desk"), reverse("staff:import_list")

    assert current(head, desk) == {(desk, "page")}
    assert current(head, imports) == {(imports, "page")}
    assert current(head, reverse("staff:import_create")) == {(imports, "true")}
    assert current(head, reverse("staff:organisation_edit", args=[org_a.pk])) == {
        (reverse("staff:organisation_list"), "true")
    }
