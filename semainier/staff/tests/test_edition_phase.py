"""Move an edition to the next phase, or back."""

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition


def url_of(edition: Edition, phase: str) -> str:
    return reverse("staff:edition_phase", args=[edition.slug, phase])


def test_it_says_what_the_phase_allows_and_what_the_date_proposes(head: Client, edition: Edition):
    page = head.get(url_of(edition, "week")).content.decode()

    assert "La semaine a lieu" in page
    assert "la phase «\u00a0Ouverte\u00a0»" in page
    edition.refresh_from_db()
    assert edition.phase == "open"


def test_the_button_goes_there(head: Client, edition: Edition):
    response = head.post(url_of(edition, "week"))

    edition.refresh_from_db()
    assert (edition.phase, response["Location"]) == (
        "week",
        reverse("staff:edition_detail", args=[edition.slug]),
    )


def test_a_phase_is_not_jumped_over(head: Client, edition: Edition):
    response = head.post(url_of(edition, "counting"))

    assert (response.status_code, response["X-Error-Code"]) == (409, "edition.wrong_phase")


def test_freezing_has_a_page_of_its_own(head: Client, edition: Edition):
    target = reverse("report:edition_freeze", args=[edition.slug])

    assert head.get(url_of(edition, "frozen"))["Location"] == target
    assert head.post(url_of(edition, "frozen"))["Location"] == target
