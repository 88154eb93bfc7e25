"""What events hold of a person: given to her, forgotten without losing a figure."""

import datetime as dt

from semainier.accounts.models import User
from semainier.core import clock, registry
from semainier.events.models import Decision, Event, Held, Moderation, Outcome
from semainier.events.personal_data import erase, export
from semainier.events.services.moderation import submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.events.tests.space import MakeEvent


def lived_through(make_event: MakeEvent, alice: User) -> Event:
    event = submit_event(event=make_event(), by=alice)
    Event.objects.update(moderation=Moderation.PUBLISHED, created_by=alice)
    event.refresh_from_db()
    with clock.at(dt.datetime(2026, 6, 7, 13, tzinfo=clock.PARIS)):
        give_outcome(event=event, held=Held.YES, by=alice, attendance=60)
    return event


def test_person_gets_what_she_wrote(make_event: MakeEvent, alice: User, bob: User) -> None:
    event = lived_through(make_event, alice)

    found = export(alice)
    assert [row["uid"] for row in found["events"]] == [event.uid]
    assert [row["action"] for row in found["decisions"]] == ["submit"]
    assert [row["attendance"] for row in found["outcomes"]] == [60]
    assert export(bob) == {"events": [], "decisions": [], "outcomes": []}


def test_erased_person_leaves_the_figures(make_event: MakeEvent, alice: User) -> None:
    lived_through(make_event, alice)

    assert (erase(alice), erase(alice)) == (3, 0)
    assert (Event.objects.get().created_by, Decision.objects.get().by, Outcome.objects.get().given_by) == (
        None,
    ) * 3
    assert Outcome.objects.get().attendance == 60


def test_both_are_registered() -> None:
    assert (registry.personal_exports["events"], registry.personal_erasers["events"]) == (export, erase)
