"""The scenery that several tests of events share: an edition of the year before, events that it showed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from semainier.campaigns.models import Edition, Theme
from semainier.core.clock import PARIS
from semainier.events.models import Event, Moderation
from semainier.events.tests.space import MakeEvent


def last_year(month: int, day: int, hour: int = 10) -> dt.datetime:
    return dt.datetime(2025, month, day, hour, tzinfo=PARIS)


@pytest.fixture
def before(committed: Edition) -> Edition:
    """The edition of 2025, from Saturday 7 June, with one theme of this year's and one of its own."""
    made = Edition.objects.create(
        campaign=committed.campaign, slug="semaine-2025", name="Semaine nationale des Hlm 2025",
        starts_on=dt.date(2025, 6, 7), ends_on=dt.date(2025, 6, 15), phase="open",
        outcomes_until=dt.date(2025, 7, 15),
    )  # fmt: skip
    for slug in ("patrimoine", "jeunesse"):
        Theme.objects.create(edition=made, slug=slug, name=slug.capitalize())
    Edition.objects.filter(pk=committed.pk).update(previous=made)
    committed.refresh_from_db()
    return made


@pytest.fixture
def was_shown(before: Edition, make_event: MakeEvent) -> Callable[..., Event]:
    """Return a function that makes an event of 2025 that was published: Sunday 8 June, 10:00 to 12:00."""

    def make(**fields: Any) -> Event:
        values = {
            "edition": before, "theme": before.themes.get(slug="patrimoine"), "title": "Le marché aux fleurs",
            **({} if "sessions" in fields else {"starts_at": last_year(6, 8), "ends_at": last_year(6, 8, 12)}),
            **fields,
        }  # fmt: skip
        event = make_event(**values)
        Event.objects.filter(pk=event.pk).update(moderation=Moderation.PUBLISHED)
        event.refresh_from_db()
        return event

    return make
