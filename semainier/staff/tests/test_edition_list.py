"""The list of editions."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Campaign, Edition
from semainier.campaigns.services.editions import create_edition

URL = "staff:edition_list"


def make_editions(campaign: Campaign, count: int) -> None:
    for year in range(2027, 2027 + count):
        create_edition(
            campaign=campaign, slug=f"semaine-{year}", name=f"Semaine {year}", headline="Ensemble",
            starts_on=dt.date(year, 6, 5), ends_on=dt.date(year, 6, 13), by=None,
        )  # fmt: skip


def names(response: Any) -> list[str]:
    return [edition.name for edition in response.context["page_obj"]]


def test_it_shows_dates_members_and_who_joined(head: Client, committed: Edition):
    response = head.get(reverse(URL))

    found = response.context["page_obj"][0]
    assert (found, found.listed, found.committed) == (committed, 1, 1)
    assert "du 6 au 14 juin 2026" in response.content.decode().replace("\u00a0", " ")


def test_it_is_searched_and_filtered(head: Client, edition: Edition):
    make_editions(edition.campaign, 2)

    assert names(head.get(reverse(URL))) == ["Semaine 2028", "Semaine 2027", edition.name]
    assert names(head.get(reverse(URL), {"q": "ensemble 2027"})) == ["Semaine 2027"]
    assert names(head.get(reverse(URL), {"phase": "open"})) == [edition.name]
    assert "Aucune édition ne correspond" in head.get(reverse(URL), {"q": "zzz"}).content.decode()


def test_without_an_edition_it_says_how_to_begin(head: Client):
    assert reverse("staff:edition_create") in head.get(reverse(URL)).content.decode()


def test_it_costs_the_same_for_one_edition_and_for_three(
    head: Client, edition: Edition, django_assert_num_queries: Any
):
    with django_assert_num_queries(7):
        head.get(reverse(URL))
    make_editions(edition.campaign, 2)
    with django_assert_num_queries(7):
        head.get(reverse(URL))
