"""A small edition that can be counted by hand: four organisations, four events."""

import datetime as dt
from dataclasses import dataclass

import pytest

from semainier.campaigns.models import Commitment, Edition
from semainier.campaigns.services.editions import set_goals
from semainier.core import clock
from semainier.events.models import Event, Held
from semainier.events.services.declare import set_co_organisers
from semainier.events.services.outcomes import give_outcome
from semainier.events.services.status import set_status
from semainier.organisations.models import Family, Organisation
from semainier.report.tests.factories import list_all, make_events, make_members

AFTER = dt.datetime(2026, 6, 20, 12, tzinfo=clock.PARIS)
BEFORE = dt.datetime(2026, 5, 10, 9, tzinfo=clock.PARIS)


@dataclass(frozen=True)
class Small:
    """Gironde: one (3 events), two (1 event). Nord: three (committed only), four (silent)."""

    edition: Edition
    one: Organisation
    two: Organisation
    three: Organisation
    four: Organisation
    events: list[Event]


@pytest.fixture
def small(edition: Edition, association: Organisation, family: Family) -> Small:
    """Two organisations with events in two regions, one that has joined, one silent; goals set."""
    coop = Family.objects.create(code="coop", name="Coopérative", name_en="Co-operative", order=1)
    one, two, three, four = make_members(4, [family, coop], departments=["33", "33", "59", "59"])
    list_all(edition, [one, two, three, four])
    for organisation in (one, two, three):
        Commitment.objects.create(
            edition=edition,
            organisation=organisation,
            charter=edition.charters.get(),
            signer_name="A",
            signer_role="B",
            signed_at=BEFORE,
        )
    events = make_events(edition, [one, one, one, two], 4, published_at=BEFORE)
    set_goals(edition=edition, goals={"participants": 3, "rate": 40}, by=None)
    return Small(edition, one, two, three, four, events)


@pytest.fixture
def told(small: Small) -> Small:
    """The small edition after its week: held with 30 visitors, held without a figure, not held, cancelled."""
    with clock.at(AFTER):
        give_outcome(event=small.events[0], held=Held.YES, by=None, attendance=30)
        give_outcome(event=small.events[1], held=Held.CHANGED, by=None)
        give_outcome(event=small.events[3], held=Held.NO, by=None)
        set_status(event=small.events[2], status="cancelled", by=None)
        set_co_organisers(event=small.events[0], organisations=[small.two, small.four], by=None)
    return small
