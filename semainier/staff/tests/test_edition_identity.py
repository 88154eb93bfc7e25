"""The colours: previewed, refused when text could not be read, saved."""

import pytest
from django.test import Client
from django.urls import reverse

from semainier.campaigns.identity import stylesheet
from semainier.campaigns.models import Edition
from semainier.staff.tests.factories import content_of

LIGHT, DARK = "#ffd35b", "#3b1d8a"


def test_colours_are_saved(head: Client, edition: Edition):
    url = reverse("staff:edition_identity", args=[edition.slug])

    head.post(url, {"hue_a": DARK, "hue_b": LIGHT})

    edition.refresh_from_db()
    assert (edition.hue_a, edition.hue_b) == (DARK, LIGHT)


@pytest.mark.parametrize(
    ("hue_a", "hue_b", "field"), [(LIGHT, LIGHT, "hue_a"), (DARK, DARK, "hue_b"), ("red", LIGHT, "hue_a")]
)
def test_a_colour_on_which_text_cannot_be_read_is_told(
    head: Client, edition: Edition, hue_a: str, hue_b: str, field: str
):
    url = reverse("staff:edition_identity", args=[edition.slug])

    response = head.post(url, {"hue_a": hue_a, "hue_b": hue_b})

    assert list(response.context["form"].errors) == [field]
    edition.refresh_from_db()
    assert edition.hue_a == "#0f4c40"


def test_the_preview_follows_the_address_and_tells_the_contrasts(head: Client, edition: Edition):
    url = reverse("staff:edition_identity", args=[edition.slug])

    response = head.get(url, {"hue_a": LIGHT, "hue_b": DARK})

    preview = response.context["preview"]
    assert (preview.is_readable_a, preview.is_readable_b) == (False, False)
    assert "1,4 pour 1" in response.content.decode()
    assert (
        f"{reverse('staff:edition_identity_css', args=[edition.slug])}?hue_a=%23ffd35b"
        in response.content.decode()
    )


def test_its_style_sheet_colours_the_preview_alone(head: Client, edition: Edition):
    url = reverse("staff:edition_identity_css", args=[edition.slug])

    response = head.get(url, {"hue_a": DARK, "hue_b": "no colour"})

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert content_of(response) == stylesheet(DARK, edition.hue_b).replace(":root", ".identity-preview")


def test_without_script_the_preview_is_asked_for_by_a_button_and_no_secret_gets_into_the_address(
    head: Client, edition: Edition
):
    page = reverse("staff:edition_identity", args=[edition.slug])
    values = {"hue_a": DARK, "hue_b": LIGHT, "csrfmiddlewaretoken": "secret"}

    response = head.post(reverse("staff:edition_identity_preview", args=[edition.slug]), values)

    assert response["Location"] == f"{page}?hue_a=%233b1d8a&hue_b=%23ffd35b"
    assert 'formmethod="get"' not in head.get(page).content.decode()
    edition.refresh_from_db()
    assert edition.hue_a == "#0f4c40"


def test_preview_of_what_is_no_colour_is_that_of_the_edition(head: Client, edition: Edition):
    url = reverse("staff:edition_identity_preview", args=[edition.slug])

    response = head.post(url, {"hue_a": "javascript:", "hue_b": LIGHT})

    assert response["Location"].endswith("?hue_a=%230f4c40&hue_b=%23ffd35b")
