"""Write the cast and scenery of the tests into the database of DATABASE_URL, for good: not a test of its own.

`pytest tests/scenery.py --ds config.settings` in a place whose tables are made.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import create_edition
from semainier.core import clock
from semainier.events.models import Event, Held
from semainier.events.services.declare import set_co_organisers, update_event
from semainier.events.services.moderation import publish_event, refuse_event, submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.organisations.models import Alias, Organisation


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Leave the database as it is."""


@pytest.fixture
def db(django_db_blocker: object) -> Iterator[None]:
    """Open the database without a transaction that is taken back."""
    with django_db_blocker.unblock():
        yield


def test_write(make_event: Callable[..., Event], alice: User, regina: User, org_b: Organisation) -> None:
    published, refused, _draft = (make_event(title=title) for title in ("Un jardin", "Été : l’âtre", "=1+1"))
    picture = ContentFile(b"picture", "garden.jpg")
    told = {"picture_alt": "Un jardin", "picture_credit": "Deux-Rives", "picture_rights": True}
    update_event(event=published, by=alice, picture=picture, **told)
    for event in (published, refused):
        submit_event(event=event, by=alice)
    publish_event(event=published, by=regina)
    refuse_event(event=refused, by=regina, message="Pas cette année.")
    set_co_organisers(event=published, organisations=[org_b], by=alice)
    with clock.at(dt.datetime(2026, 6, 8, 9, tzinfo=clock.PARIS)):
        give_outcome(event=published, held=Held.YES, attendance=40, by=alice)
    Alias.objects.create(organisation=org_b, name="L’Habitat\tdu \\ Nord\n", until=dt.date(2020, 2, 29))
    edition = published.edition
    edition.previous = next_edition(edition)  # points at a row that comes after it
    edition.save()
    SessionStore().save()


def next_edition(edition: Edition) -> Edition:
    return create_edition(
        campaign=edition.campaign, slug="semaine-2027", name="2027", headline="…",
        starts_on=dt.date(2027, 6, 5), ends_on=dt.date(2027, 6, 13), by=None,
    )  # fmt: skip
