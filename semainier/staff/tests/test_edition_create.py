"""Begin an edition: with its campaign when it is the first, taking over the one before."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Campaign, Edition
from semainier.campaigns.services.editions import set_goals

URL = "staff:edition_create"
DATA = {
    "name": "Semaine 2027", "slug": "semaine-2027", "headline": "Ensemble",
    "starts_on": "2027-06-05", "ends_on": "2027-06-13", "contact_email": "semaine@ush.example",
}  # fmt: skip


def test_the_first_edition_makes_its_campaign(head: Client):
    response = head.post(reverse(URL), {**DATA, "campaign_name": "Semaine nationale des Hlm"})

    made = Edition.objects.get()
    assert response["Location"] == reverse("staff:edition_detail", args=["semaine-2027"])
    assert (made.campaign.name, made.phase) == ("Semaine nationale des Hlm", "preparation")
    assert (made.outcomes_until, made.contact_email) == (dt.date(2027, 6, 27), "semaine@ush.example")


def test_the_next_one_takes_over_what_the_last_one_had(head: Client, edition: Edition):
    set_goals(edition=edition, goals={"participants": 300}, by=None)

    head.post(reverse(URL), {**DATA, "follow": edition.pk})

    made = Edition.objects.get(slug="semaine-2027")
    assert (made.campaign, made.previous) == (edition.campaign, edition)
    assert [theme.slug for theme in made.themes.all()] == [theme.slug for theme in edition.themes.all()]
    assert made.goals.get().target == 300
    assert made.charters.get().text == edition.charters.get().text
    assert Campaign.objects.count() == 1


def test_an_edition_without_a_charter_is_taken_over_too(head: Client, edition: Edition):
    edition.charters.all().delete()

    head.post(reverse(URL), {**DATA, "follow": edition.pk})

    assert not Edition.objects.get(slug="semaine-2027").charters.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "bureau"}, "slug"),
        ({"slug": "semaine-2026"}, "slug"),
        ({"ends_on": "2027-06-01"}, "ends_on"),
        ({"outcomes_until": "2027-06-01"}, "outcomes_until"),
        ({"name": ""}, "name"),
        ({"contact_email": "a@"}, "contact_email"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    head: Client, edition: Edition, wrong: dict[str, Any], field: str
):
    response = head.post(reverse(URL), {**DATA, **wrong})

    assert list(response.context["form"].errors) == [field]
    assert Edition.objects.count() == 1


def test_every_field_that_is_read_is_on_the_page(head: Client):
    response = head.get(reverse(URL))

    page = response.content.decode()
    assert [name for name in response.context["form"].fields if f'name="{name}"' not in page] == []
