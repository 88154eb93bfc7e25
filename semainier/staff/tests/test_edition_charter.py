"""The charter: a new wording is a new version."""

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition


def test_a_new_wording_is_a_new_version(head: Client, edition: Edition):
    url = reverse("staff:edition_charter", args=[edition.slug])

    response = head.post(url, {"text": "Nous ouvrons, et nous racontons."}, follow=True)

    assert [charter.version for charter in edition.charters.all()] == [2, 1]
    assert "La version 2 de la charte est publiée" in response.content.decode()


def test_the_same_wording_changes_nothing(head: Client, edition: Edition):
    text = edition.charters.get().text

    response = head.post(reverse("staff:edition_charter", args=[edition.slug]), {"text": text}, follow=True)

    assert edition.charters.count() == 1
    assert "Rien n’avait changé" in response.content.decode()


def test_an_empty_one_is_told(head: Client, edition: Edition):
    response = head.post(reverse("staff:edition_charter", args=[edition.slug]), {"text": " "})

    assert list(response.context["form"].errors) == ["text"]
