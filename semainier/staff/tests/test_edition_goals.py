"""The figures to reach."""

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_goals


def test_they_are_saved_and_an_empty_one_is_no_goal(head: Client, edition: Edition):
    set_goals(edition=edition, goals={"events": 600}, by=None)
    data = {"participants": "300", "rate": "39", "events": "", "responses": ""}

    head.post(reverse("staff:edition_goals", args=[edition.slug]), data)

    assert dict(edition.goals.values_list("kind", "target")) == {"participants": 300, "rate": 39}


def test_a_rate_over_100_is_told(head: Client, edition: Edition):
    response = head.post(reverse("staff:edition_goals", args=[edition.slug]), {"rate": "101"})

    assert list(response.context["form"].errors) == ["rate"]
    assert not edition.goals.exists()
