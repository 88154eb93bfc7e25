"""Whom a sending would reach, and why some are not written to."""

import datetime as dt

import pytest

from semainier.campaigns.models import ListedMember
from semainier.core import clock
from semainier.events.models import Moderation
from semainier.mailings.models import Address, OptOut
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member
from semainier.rally.criteria import Choice
from semainier.rally.models import Reason
from semainier.rally.queries.audience import contacts_for, plan_of
from semainier.rally.queries.segments import members_of
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import (
    EVERYWHERE,
    commit,
    draft_of,
    frozen,
    list_all,
    listed,
    make_event,
    make_member,
    make_person,
    only,
    send,
)

DAY = dt.timedelta(days=1)


def plan(network, matter="commit", choice=None, at=None):
    members = members_of(network.edition, choice or Choice(), clock.now(), EVERYWHERE)
    return plan_of(network.edition, members, matter, at or clock.now())


def told(network, **asked):
    return {
        (line.listed.organisation.name, line.email): str(line.reason) for line in plan(network, **asked).lines
    }


def test_who_may_do_it_is_asked_else_whoever_acts_else_the_mailbox(network, alice, bob):
    lines = contacts_for(listed(network.edition, network.a), "commit")
    assert [line.email for line in lines] == [alice.email]
    alice.memberships.update(ended_at=clock.now())
    assert [line.email for line in contacts_for(listed(network.edition, network.a), "commit")] == [bob.email]
    bob.memberships.update(ended_at=clock.now())
    [line] = contacts_for(listed(network.edition, network.a), "commit")
    assert (line.user, line.email, line.name) == (None, "contact@deux-rives.example", network.a.name)


def test_everybody_who_declares_is_asked_to_declare(network, alice, bob):
    lines = contacts_for(listed(network.edition, network.a), "declare")

    assert {line.email for line in lines} == {alice.email, bob.email}


def test_person_with_two_roles_is_written_to_once(network, alice):
    add_member(organisation=network.a, user=alice, role="director", by=None)

    assert len(contacts_for(listed(network.edition, network.a), "commit")) == 1


def test_closed_account_is_not_written_to(network, alice, bob):
    alice.is_active = bob.is_active = False
    alice.save()
    bob.save()

    assert contacts_for(listed(network.edition, network.a), "commit")[0].user is None


def test_numbers_count_organisations_and_people(network, alice):
    add_member(organisation=network.bare, user=alice, role="referent", by=None)

    found = plan(network)

    assert (found.organisations, found.written_organisations, found.mails) == (5, 5, 4)


def test_each_reason_is_told(network, alice, charlie):
    Address.objects.create(
        email=alice.email, trouble="hard", trouble_at=clock.now(), suspended_at=clock.now()
    )
    OptOut.objects.create(email=charlie.email, topic="rally")
    commit(network.edition, network.small)

    assert told(network) == {
        (network.a.name, alice.email): "suspended",
        (network.b.name, charlie.email): "left",
        (network.bare.name, ""): "unreachable",
        (network.box.name, "accueil@boite.example"): "",
        (network.small.name, "petit@petit.example"): "answered",
    }


def test_archived_organisation_is_not_written_to(network):
    Organisation.objects.filter(pk=network.a.pk).update(archived_at=clock.now())

    assert told(network)[network.a.name, ""] == "gone"


def test_invitation_of_another_page_keeps_its_distance(network, alice):
    ListedMember.objects.filter(organisation=network.a).update(invited_at=clock.now() - 3 * DAY)

    assert told(network)[network.a.name, alice.email] == "too_soon"
    assert told(network, at=clock.now() + 4 * DAY)[network.a.name, alice.email] == ""
    assert told(network, matter="declare")[network.a.name, alice.email] == ""


def test_what_waits_for_its_hour_counts_too(network, fede, alice):
    send(fede, draft_of(network.edition, choice=only(network.a), leaves_at=clock.now() + 3 * DAY))

    assert told(network)[network.a.name, alice.email] == "too_soon"


def test_after_three_reminders_it_is_enough(network, fede, alice):
    for week in range(3):
        with clock.at(clock.now() + 8 * DAY * week):
            frozen(fede, network, choice=only(network.a))
            dispatch_due()

    with clock.at(clock.now() + 40 * DAY):
        assert told(network)[network.a.name, alice.email] == Reason.ENOUGH


def test_reminders_follow_the_person_to_her_new_address(network, fede, alice):
    frozen(fede, network, choice=only(network.a))
    dispatch_due()
    alice.email = "alice@nouvelle.example"
    alice.save()

    assert told(network)[network.a.name, alice.email] == "too_soon"


def test_first_question_about_an_event_counts(network, alice):
    make_event(
        network.edition, network.a, Moderation.PUBLISHED,
        outcome_asked_at=dt.datetime(2026, 6, 8, 9, tzinfo=clock.PARIS),
    )  # fmt: skip
    with clock.at(dt.datetime(2026, 6, 14, 8, tzinfo=clock.PARIS)):
        assert told(network, matter="outcome")[network.a.name, alice.email] == "too_soon"
    with clock.at(dt.datetime(2026, 6, 15, 9, tzinfo=clock.PARIS)):
        assert told(network, matter="outcome")[network.a.name, alice.email] == ""
        assert told(network, matter="outcome")[network.bare.name, ""] == "unreachable"


def test_who_has_a_mail_that_day_is_deferred(network, fede):
    lea = make_person(network.bare, "lea@logis.example")
    frozen(fede, network, choice=only(network.bare))
    dispatch_due()

    assert plan(network, matter="declare").deferred == frozenset({lea.email})
    assert plan(network, matter="declare", at=clock.now() + DAY).deferred == frozenset()


@pytest.mark.parametrize("more", [0, 2])
def test_plan_costs_the_same_for_three_and_for_five(network, django_assert_num_queries, more):
    made = [make_member(f"Autre {n}", email=f"autre{n}@x.example") for n in range(more)]
    list_all(network.edition, made)

    with django_assert_num_queries(8):
        assert plan(network).organisations == 5 + more
