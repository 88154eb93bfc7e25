"""Themes: added, renamed, put in another order, removed unless events use them."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.events.models import Event


def lines(*themes: dict[str, str]) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(themes)), "form-INITIAL_FORMS": "0"}
    return data | {f"form-{n}-{key}": value for n, theme in enumerate(themes) for key, value in theme.items()}


def names(edition: Edition) -> list[tuple[str, str]]:
    return [(theme.slug, theme.name) for theme in edition.themes.all()]


def test_they_are_saved_in_the_order_given(head: Client, edition: Edition):
    data = lines(
        {"slug": "patrimoine", "name": "Patrimoine ouvert", "ORDER": "2"},
        {"slug": "", "name": "Été", "condition": "Dehors.", "ORDER": "1"},
        {"slug": "", "name": "Été", "ORDER": "3"},
        {"slug": "", "name": "", "ORDER": ""},
    )

    response = head.post(reverse("staff:edition_themes", args=[edition.slug]), data)

    assert response["Location"] == reverse("staff:edition_detail", args=[edition.slug])
    assert names(edition) == [("ete", "Été"), ("patrimoine", "Patrimoine ouvert"), ("ete-2", "Été")]


def test_one_that_events_use_stays_and_that_is_said(
    head: Client, committed: Edition, make_event: Callable[..., Event]
):
    used = make_event().theme
    data = lines(*({"slug": t.slug, "name": t.name, "DELETE": "on"} for t in committed.themes.all()))

    response = head.post(reverse("staff:edition_themes", args=[committed.slug]), data, follow=True)

    assert names(committed) == [(used.slug, used.name)]
    assert f"qui restent donc\u00a0: {used.name}" in response.content.decode()


def test_the_page_holds_the_themes_and_two_empty_lines(head: Client, edition: Edition):
    response = head.get(reverse("staff:edition_themes", args=[edition.slug]))

    formset: Any = response.context["formset"]
    assert [form.initial.get("slug") for form in formset] == [
        "vivre-ensemble", "developpement-durable", "patrimoine", None, None,
    ]  # fmt: skip
