"""Beginning an edition: its campaign, and what it takes over."""

import datetime as dt
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Campaign, Edition
from semainier.campaigns.services.editions import publish_charter, set_goals, set_themes, update_edition
from semainier.core.errors import DomainError
from semainier.staff.services.editions import begin_edition

FIELDS: dict[str, Any] = {
    "slug": "semaine-2027", "name": "Semaine 2027", "headline": "Ensemble",
    "starts_on": dt.date(2027, 6, 5), "ends_on": dt.date(2027, 6, 13),
}  # fmt: skip


def begin(by: User, **changes: Any) -> Edition:
    values = {"campaign": None, "campaign_name": "Semaine nationale", **FIELDS, **changes}
    return begin_edition(by=by, **values)


def test_the_first_edition_makes_the_campaign_and_says_so(fede: User):
    made = begin(fede, campaign_name="  Semaine nationale ")

    assert made.campaign.name == "Semaine nationale"
    assert AuditEntry.objects.get(verb="campaign.created").object_label == "Semaine nationale"
    assert AuditEntry.objects.get(verb="edition.created").edition_id == made.pk


def test_the_campaign_that_is_there_keeps_its_name(fede: User, edition: Edition):
    made = begin(fede, campaign=edition.campaign, campaign_name="Autre")

    assert made.campaign == edition.campaign
    assert Campaign.objects.get().name == "Semaine nationale des Hlm"


def test_a_refused_edition_leaves_no_campaign(fede: User):
    with pytest.raises(DomainError) as refusal:
        begin(fede, slug="bureau")

    assert refusal.value.code == "edition.slug_reserved"
    assert not Campaign.objects.exists()


def test_nothing_is_taken_over_unasked(fede: User, edition: Edition):
    set_goals(edition=edition, goals={"events": 600}, by=None)

    made = begin(fede, campaign=edition.campaign)

    assert made.previous is None
    assert (made.themes.count(), made.goals.count(), made.charters.count()) == (0, 0, 0)


def test_colours_follow_unless_others_are_given(fede: User, edition: Edition):
    update_edition(edition=edition, by=None, hue_a="#3b1d8a", hue_b="#ffd35b")

    plain = begin(fede, campaign=edition.campaign, follow=edition)
    other = begin(fede, campaign=edition.campaign, follow=edition, slug="semaine-2028", hue_a="#112233")

    assert (plain.hue_a, plain.hue_b) == ("#3b1d8a", "#ffd35b")
    assert (other.hue_a, other.hue_b) == ("#112233", "#ffd35b")


def test_themes_keep_words_order_and_condition(fede: User, edition: Edition):
    themes = [
        {"slug": "b", "name": "Deuxième", "name_en": "Second", "condition": "Dehors."},
        {"slug": "a", "name": "Premier", "name_en": "", "condition": ""},
    ]
    set_themes(edition=edition, themes=themes, by=None)

    made = begin(fede, campaign=edition.campaign, follow=edition)

    assert list(made.themes.values("slug", "name", "name_en", "condition")) == themes
    assert set(made.themes.values_list("pk")).isdisjoint(edition.themes.values_list("pk"))


def test_the_charter_begins_again_at_its_first_version(fede: User, edition: Edition):
    publish_charter(edition=edition, text="Une autre charte.", by=None)
    assert edition.charters.count() == 2

    made = begin(fede, campaign=edition.campaign, follow=edition)

    assert [(charter.version, charter.text) for charter in made.charters.all()] == [(1, "Une autre charte.")]


def test_the_old_edition_is_left_as_it_was(fede: User, edition: Edition):
    before = list(edition.themes.values()), list(edition.charters.values())

    begin(fede, campaign=edition.campaign, follow=edition)

    assert (list(edition.themes.values()), list(edition.charters.values())) == before
    edition.refresh_from_db()
    assert (edition.is_current, edition.phase) == (True, "open")
