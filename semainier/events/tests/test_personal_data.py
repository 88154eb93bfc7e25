"""What events hold of a person: given to her, forgotten without losing a figure."""

import datetime as dt

from semainier.accounts.models import User
from semainier.core import clock, registry
from semainier.events.models import AlertReason, AlertState, Decision, Event, Held, Moderation, Outcome
from semainier.events.personal_data import erase, export
from semainier.events.services.alerts import raise_alert, settle_alert
from semainier.events.services.claims import claim_event
from semainier.events.services.messages import post_message
from semainier.events.services.moderation import submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.events.services.trust import end_trust, give_trust
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
    assert not any(export(bob).values())


def test_erased_person_leaves_the_figures(make_event: MakeEvent, alice: User) -> None:
    lived_through(make_event, alice)

    assert (erase(alice), erase(alice)) == (3, 0)
    assert (Event.objects.get().created_by, Decision.objects.get().by, Outcome.objects.get().given_by) == (
        None,
    ) * 3
    assert Outcome.objects.get().attendance == 60


def test_what_passed_at_the_desk_is_hers_too(make_event: MakeEvent, alice: User, regina: User) -> None:
    event = lived_through(make_event, alice)
    claim_event(event=event, by=regina)
    post_message(event=event, by=regina, text="Bravo", from_desk=True)
    give_trust(organisation=event.organisation, by=regina, reason="Sans faute")
    end_trust(organisation=event.organisation, by=regina)
    found = raise_alert(event=event, reason=AlertReason.WRONG, words="", email="", address="192.0.2.1")
    settle_alert(alert=found, state=AlertState.SETTLED, answer="Vu.", by=regina)

    held = export(regina)
    assert [row["text"] for row in held["messages"]] == ["Bravo"]
    assert ([row["reason"] for row in held["trust"]], [row["answer"] for row in held["reports"]]) == (
        ["Sans faute"],
        ["Vu."],
    )
    assert (erase(regina), erase(regina), export(regina)["messages"]) == (5, 0, [])


def test_who_proposed_an_event_is_forgotten_and_the_proposal_stays(
    make_event: MakeEvent, regina: User
) -> None:
    event = make_event()
    Event.objects.update(proposed_by=regina, proposed_at=event.updated_at)

    assert (erase(regina), Event.objects.get().proposed_by, Event.objects.get().is_proposal) == (
        1,
        None,
        True,
    )


def test_both_are_registered() -> None:
    assert (registry.personal_exports["events"], registry.personal_erasers["events"]) == (export, erase)
