"""Automatic reminders: which are on, what would leave tomorrow; the head turns them on and off."""

import datetime as dt

import pytest
from django.urls import reverse

from semainier.core import clock
from semainier.rally.models import AutomaticReminder, Sending
from semainier.rally.tests.factories import commit, list_all, make_member
from semainier.rally.tests.pages import page_of

URL = "/bureau/relances/automatiques/"
SWITCH = reverse("rally:reminder_switch", args=["declare"])
EVE = dt.datetime(2026, 5, 21, 15, tzinfo=clock.PARIS)


def test_they_are_off_at_first(head, network):
    switches = head.get(URL).context["switches"]

    assert [(one.matter.value, one.is_on, one.due) for one in switches] == [
        ("declare", False, None), ("outcome", False, None),
    ]  # fmt: skip


def test_what_would_leave_tomorrow_is_named(head, network):
    for organisation in (network.small, network.b):
        commit(network.edition, organisation)

    with clock.at(EVE):
        page = page_of(head.get(URL))

    assert "vendredi 22 mai : 2 courriels" in page.replace("\xa0", " ")
    assert "petit@petit.example" in page
    assert "si elle était en marche" in page
    assert not Sending.objects.exists()


def test_coordinator_sees_what_leaves_in_her_territory_and_turns_nothing(desk, network):
    for organisation in (network.small, network.b):
        commit(network.edition, organisation)

    with clock.at(EVE):
        response = desk.get(URL)

    assert response.context["switches"][0].due.plan.mails == 1
    assert SWITCH not in response.content.decode()
    assert desk.post(SWITCH, {"actif": "1"}).status_code == 403


def test_head_turns_it_on_and_off(head, network):
    for asked, is_on in (("1", True), ("0", False)):
        response = head.post(SWITCH, {"edition": network.edition.slug, "actif": asked}, follow=True)

        assert AutomaticReminder.objects.get().is_on is is_on
        assert response.context["switches"][0].is_on is is_on


@pytest.mark.parametrize("matter", ["commit", "rien"])
def test_other_matters_have_no_switch(head, network, matter):
    assert head.post(reverse("rally:reminder_switch", args=[matter]), {"actif": "1"}).status_code == 404


def test_it_costs_the_same_for_one_and_for_three(head, network, django_assert_num_queries):
    commit(network.edition, network.small)
    with clock.at(EVE), django_assert_num_queries(15):
        head.get(URL)
    more = [make_member(f"Autre {n}", email=f"a{n}@x.example") for n in range(2)]
    list_all(network.edition, more)
    for organisation in more:
        commit(network.edition, organisation)
    with clock.at(EVE), django_assert_num_queries(15):
        head.get(URL)
