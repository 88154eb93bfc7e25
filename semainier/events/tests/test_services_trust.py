"""Trusted organisations publish at once; some of their events are read afterwards; only people end trust."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.audit.models import AuditEntry
from semainier.core.errors import Conflict
from semainier.events.models import Decision, Event, Moderation, Source, Trust
from semainier.events.queries.trust import is_drawn, record_of
from semainier.events.services.declare import update_event
from semainier.events.services.moderation import refuse_event, reopen_event, request_changes, submit_event
from semainier.events.services.trust import end_trust, give_trust
from semainier.events.tests.desk import plain, submitted
from semainier.mailings.models import Mail

DRAWN, NOT_DRAWN = UUID(int=10), UUID(int=11)


@pytest.fixture
def trust(org_a, regina):
    return give_trust(organisation=org_a, by=regina, reason="Rien à redire depuis 2022")


def handed_over(make_event, uid, **fields):
    event = make_event(**fields)
    Event.objects.filter(pk=event.pk).update(uid=uid)
    return submit_event(event=Event.objects.get(pk=event.pk), by=None)


def steps(event):
    return list(event.decisions.order_by("pk").values_list("action", "by", "reason"))


def test_submission_is_published_at_once(make_event, trust, alice):
    event = submit_event(event=make_event(), by=alice)

    assert event.moderation == Moderation.PUBLISHED
    assert steps(event) == [("submit", alice.pk, ""), ("publish", None, "trusted")]
    line = AuditEntry.objects.get(verb="event.publish")
    assert (line.actor_label, line.data) == ("system", {"reason": "trusted"})


def test_member_is_told_why(make_event, trust, alice):
    submit_event(event=make_event(), by=alice)

    text = plain(Mail.objects.get(kind="event.publish").body_text)
    assert "Votre région fait confiance à votre organisme" in text


def test_without_trust_nothing_is_said_of_it(make_event, alice):
    submitted(make_event)

    assert Event.objects.get().moderation == Moderation.SUBMITTED


def test_first_event_is_read_afterwards_and_then_those_drawn(make_event, trust):
    first = handed_over(make_event, NOT_DRAWN, title="Premier")
    second = handed_over(make_event, UUID(int=12), title="Deuxième")
    third = handed_over(make_event, DRAWN, title="Troisième")

    assert [bool(event.sample_at) for event in (first, second, third)] == [True, False, True]


def test_first_event_after_trust_was_given_anew_is_read(make_event, trust, org_a, regina):
    handed_over(make_event, NOT_DRAWN)
    end_trust(organisation=org_a, by=regina)
    give_trust(organisation=org_a, by=regina)

    assert handed_over(make_event, UUID(int=12), title="Autre").sample_at is not None


@pytest.mark.parametrize("doubt", [request_changes, refuse_event])
def test_event_that_was_doubted_is_read_again(make_event, trust, regina, doubt):
    handed_over(make_event, UUID(int=12), title="Premier")
    event = handed_over(make_event, NOT_DRAWN, title="Deuxième")
    doubt(event=event, by=regina, message="Précisez.")
    if doubt is refuse_event:
        reopen_event(event=event, by=None)

    assert submit_event(event=event, by=None).sample_at is not None


def test_row_of_a_spreadsheet_is_read_by_a_person(make_event, trust):
    assert handed_over(make_event, DRAWN, external_id="EVT-1").moderation == Moderation.SUBMITTED


def test_event_of_a_source_is_read_by_a_person(make_event, trust, edition):
    event = make_event()
    event.source = Source.objects.create(edition=edition, kind="icalendar", name="Agenda de la ville")
    event.save()

    assert submit_event(event=event, by=None).moderation == Moderation.SUBMITTED


def test_what_was_submitted_before_stays_in_the_queue(make_event, org_a, regina):
    event = submitted(make_event)
    give_trust(organisation=org_a, by=regina)

    assert submit_event(event=event, by=None).moderation == Moderation.SUBMITTED


def test_ended_trust_publishes_nothing(make_event, trust, org_a, regina):
    assert (end_trust(organisation=org_a, by=regina), end_trust(organisation=org_a, by=regina)) == (
        True,
        False,
    )

    assert submit_event(event=make_event(), by=None).moderation == Moderation.SUBMITTED
    assert AuditEntry.objects.filter(verb="trust.ended").count() == 1


def test_refusal_does_not_end_trust_by_itself(make_event, trust, regina):
    refuse_event(event=handed_over(make_event, DRAWN), by=regina, message="Non.")

    assert Trust.objects.filter(ended_at=None).count() == 1


def test_trust_is_given_once(org_a, trust, regina):
    assert give_trust(organisation=org_a, by=regina) == trust
    assert AuditEntry.objects.filter(verb="trust.given").count() == 1


def test_association_is_not_trusted(association, regina):
    with pytest.raises(Conflict) as caught:
        give_trust(organisation=association, by=regina)

    assert caught.value.code == "trust.not_a_member"


def test_record_counts_each_event_once(make_event, org_a, regina, trust):
    event = handed_over(make_event, DRAWN)
    request_changes(event=event, by=regina, message="Précisez.")
    submit_event(event=event, by=None)

    record = record_of(org_a)
    assert (record.published, record.doubted) == (1, 1)
    assert Decision.objects.filter(action="publish").count() == 2


def test_change_of_a_trusted_event_is_still_read(make_event, trust):
    event = handed_over(make_event, NOT_DRAWN)
    update_event(event=event, by=None, venue="Ailleurs")

    assert Event.objects.get().changed_at is not None


@given(st.uuids(version=4))
def test_draw_is_the_same_each_time(uid):
    assert is_drawn(uid) == is_drawn(UUID(str(uid)))


def test_draw_falls_on_one_in_five():
    assert sum(is_drawn(UUID(int=number)) for number in range(1000)) == 200
