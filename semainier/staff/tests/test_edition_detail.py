"""The frame of an edition on one page, and showing it first to visitors."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from semainier.campaigns.models import Edition
from semainier.campaigns.queries import current_edition
from semainier.campaigns.services.editions import create_edition, set_phase
from semainier.core import clock


def page_of(head: Client, edition: Edition) -> Any:
    return head.get(reverse("staff:edition_detail", args=[edition.slug]))


def test_it_shows_the_frame_and_the_figures(head: Client, committed: Edition):
    response = page_of(head, committed)

    facts, page = response.context["facts"], response.content.decode()
    assert (facts.listed, facts.invited, facts.committed) == (1, 0, 1)
    assert "Bien vivre ensemble" in page
    assert reverse("staff:edition_phase", args=[committed.slug, "week"]) in page
    assert reverse("staff:edition_phase", args=[committed.slug, "preparation"]) in page


def test_it_says_when_the_date_proposes_another_phase(head: Client, edition: Edition):
    assert "D’après la date" not in page_of(head, edition).content.decode()

    with clock.at(dt.datetime(2026, 6, 8, 10, 0, tzinfo=clock.PARIS)):
        assert "D’après la date" in page_of(head, edition).content.decode()


def test_a_frozen_edition_offers_no_change(head: Client, edition: Edition):
    for phase in ("week", "counting", "frozen"):
        set_phase(edition=edition, phase=phase, by=None)

    page = page_of(head, edition).content.decode()

    assert reverse("staff:edition_edit", args=[edition.slug]) not in page
    assert reverse("staff:edition_themes", args=[edition.slug]) not in page


def test_it_is_shown_first_to_visitors(head: Client, edition: Edition):
    other = create_edition(
        campaign=edition.campaign, slug="semaine-2027", name="Semaine 2027", headline="…",
        starts_on=dt.date(2027, 6, 5), ends_on=dt.date(2027, 6, 13), by=None,
    )  # fmt: skip

    response = head.post(reverse("staff:edition_make_current", args=[other.slug]))

    assert response["Location"] == reverse("staff:edition_detail", args=[other.slug])
    assert current_edition() == other
