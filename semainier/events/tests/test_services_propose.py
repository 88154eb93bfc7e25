"""An event declared by the region for a member: confirmed as it is, changed, or declined; nobody sees it before."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from semainier.accounts.models import User
from semainier.audit.models import AuditEntry
from semainier.campaigns.models import Commitment, Edition, Phase
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import Decision, Event, Moderation
from semainier.events.services.declare import delete_draft, update_event
from semainier.events.services.moderation import reopen_event
from semainier.events.services.propose import confirm_event, decline_event, propose_event
from semainier.events.tests.desk import plain
from semainier.events.tests.public import FEEDS, PROGRAMME, on
from semainier.mailings.models import Mail
from semainier.organisations.models import Membership, Organisation
from semainier.territories.models import Commune

LATER = dt.timedelta(hours=1)


@pytest.fixture
def whole(committed: Edition) -> dict[str, Any]:
    """The fields of a complete event whose place nobody has confirmed."""
    return {
        "title": "Un jardin partagé", "description": "Les habitants ouvrent leur jardin.",
        "theme": committed.themes.first(), "city": "Lormont", "commune": Commune.objects.get(code="33249"), **on(7),
    }  # fmt: skip


@pytest.fixture
def proposed(committed: Edition, org_a: Organisation, regina: User, whole: dict[str, Any]) -> Event:
    return propose_event(edition=committed, organisation=org_a, by=regina, **whole)


def kept() -> Event:
    return Event.objects.get()


def steps() -> list[tuple[str, User | None]]:
    return [(decision.action, decision.by) for decision in Decision.objects.order_by("pk")]


def mails(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind).values_list("recipient_email", flat=True))


def test_proposal_is_a_draft_that_waits(proposed: Event, regina: User) -> None:
    assert (proposed.moderation, proposed.proposed_by, proposed.is_proposal) == (
        Moderation.DRAFT,
        regina,
        True,
    )
    assert (proposed.proposed_at, proposed.confirmed_at, steps()) == (clock.now(), None, [])


def test_people_of_the_member_are_asked(proposed: Event, alice: User, bob: User) -> None:
    assert mails("event.proposed") == [alice.email]  # Bob came later
    mail = Mail.objects.get(kind="event.proposed")
    assert plain(mail.subject) == "« Un jardin partagé » : votre événement est à confirmer"
    assert (f"/espace/evenements/{proposed.uid}/" in mail.body_text, "Regina" in mail.body_text) == (
        True,
        True,
    )


def test_mailbox_is_asked_where_nobody_is_known(
    committed: Edition, org_a: Organisation, regina: User, whole: dict[str, Any]
) -> None:
    Membership.objects.filter(organisation=org_a).update(ended_at=clock.now())

    propose_event(edition=committed, organisation=org_a, by=regina, **whole)

    assert mails("event.proposed") == [org_a.email]


def test_charter_comes_first(
    committed: Edition, org_a: Organisation, regina: User, whole: dict[str, Any]
) -> None:
    Commitment.objects.update(withdrawn_at=clock.now())

    with pytest.raises(Conflict) as caught:
        propose_event(edition=committed, organisation=org_a, by=regina, **whole)
    assert (caught.value.code, "charte" in caught.value.next_step) == ("event.not_committed", True)


def test_what_is_missing_is_said_at_once(
    committed: Edition, org_a: Organisation, regina: User, whole: dict[str, Any]
) -> None:
    with pytest.raises(DomainError) as caught:
        propose_event(edition=committed, organisation=org_a, by=regina, **{**whole, "description": ""})

    assert (caught.value.code, Event.objects.count(), mails("event.proposed")) == ("event.incomplete", 0, [])


def test_phase_that_takes_no_event_takes_no_proposal(
    committed: Edition, org_a: Organisation, regina: User, whole: dict[str, Any]
) -> None:
    committed.phase = Phase.COUNTING

    with pytest.raises(Conflict) as caught:
        propose_event(edition=committed, organisation=org_a, by=regina, **whole)
    assert caught.value.code == "edition.phase"


def test_confirmed_as_it_is_it_is_published_by_who_proposed_it(
    proposed: Event, alice: User, regina: User
) -> None:
    with clock.at(clock.now() + LATER):
        confirm_event(event=kept(), by=alice, is_place_confirmed=True)

    event = kept()
    assert (event.moderation, event.is_public, event.confirmed_at) == (
        Moderation.PUBLISHED,
        True,
        clock.now() + LATER,
    )
    assert steps() == [("submit", alice), ("publish", regina)]
    assert event.place_confirmed_at is not None


def test_changed_it_is_submitted_like_any_other(proposed: Event, alice: User) -> None:
    with clock.at(clock.now() + LATER):
        update_event(event=kept(), by=alice, title="Un verger")
        confirm_event(event=kept(), by=alice, is_place_confirmed=True)

    assert (kept().moderation, steps()) == (Moderation.SUBMITTED, [("submit", alice)])


@pytest.mark.parametrize("gone", ["role", "person", "territory"])
def test_who_no_longer_decides_publishes_nothing(
    proposed: Event, alice: User, regina: User, association: Organisation, gone: str
) -> None:
    if gone == "role":
        Membership.objects.filter(user=regina).update(ended_at=clock.now())
    elif gone == "person":
        Event.objects.update(proposed_by=None)
    else:
        association.territory.all().delete()

    confirm_event(event=kept(), by=alice, is_place_confirmed=True)

    assert kept().moderation == Moderation.SUBMITTED


def test_confirmation_needs_a_place_that_somebody_looked_at(proposed: Event, alice: User) -> None:
    with pytest.raises(DomainError) as caught:
        confirm_event(event=kept(), by=alice)

    assert (caught.value.code, kept().confirmed_at, kept().is_proposal) == ("event.incomplete", None, True)


def test_answer_is_given_once(proposed: Event, alice: User) -> None:
    confirm_event(event=kept(), by=alice, is_place_confirmed=True)

    for answer in (confirm_event, decline_event):
        with pytest.raises(Conflict) as caught:
            answer(event=kept(), by=alice)
        assert caught.value.code == "event.not_proposed"


def test_declined_it_is_withdrawn_and_the_region_told(proposed: Event, alice: User, regina: User) -> None:
    decline_event(event=kept(), by=alice, words=" Le jardin est en travaux. ")

    assert (kept().moderation, kept().is_proposal, steps()) == (
        Moderation.WITHDRAWN,
        False,
        [("withdraw", alice)],
    )
    assert mails("event.declined") == [regina.email]
    mail = Mail.objects.get(kind="event.declined")
    assert (plain(mail.subject), "« Le jardin est en travaux. »" in plain(mail.body_text)) == (
        "« Un jardin partagé » est décliné",
        True,
    )


def test_region_is_told_when_who_proposed_has_left(
    proposed: Event, alice: User, association: Organisation
) -> None:
    Membership.objects.filter(organisation=association).update(ended_at=clock.now())
    Event.objects.update(proposed_by=None)

    decline_event(event=kept(), by=alice)

    assert mails("event.declined") == [association.email]
    assert "sans ajouter de mot" in plain(Mail.objects.get(kind="event.declined").body_text)


def test_declined_event_taken_up_again_is_a_draft_of_the_member(proposed: Event, alice: User) -> None:
    decline_event(event=kept(), by=alice)
    reopen_event(event=kept(), by=alice)

    assert (kept().moderation, kept().is_proposal) == (Moderation.DRAFT, False)
    delete_draft(event=kept(), by=alice)


def test_proposal_is_declined_not_deleted(proposed: Event, alice: User) -> None:
    with pytest.raises(Conflict) as caught:
        delete_draft(event=kept(), by=alice)

    assert caught.value.code == "event.is_proposal"


def test_each_step_is_in_the_journal(proposed: Event, alice: User, regina: User) -> None:
    confirm_event(event=kept(), by=alice, is_place_confirmed=True)

    lines = AuditEntry.objects.filter(verb__in=["event.proposed", "event.confirmed"]).order_by("pk")
    assert [(line.verb, line.actor) for line in lines] == [
        ("event.proposed", regina),
        ("event.confirmed", alice),
    ]


def test_nothing_of_a_proposal_is_public(client: Client, proposed: Event) -> None:
    pages = [PROGRAMME, "/semaine-2026/", *(f"/semaine-2026/programme.{form}" for form in FEEDS)]

    assert [page for page in pages if proposed.title in client.get(page).getvalue().decode()] == []
    assert client.get(f"{PROGRAMME}{proposed.slug}/").status_code == 404
