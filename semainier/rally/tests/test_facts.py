"""What stands for or against a recipient at the moment its mail is written."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.organisations.models import Organisation
from semainier.rally.models import Reason, Recipient
from semainier.rally.queries.facts import events_about, facts_about
from semainier.rally.tests.factories import (
    commit,
    draft_of,
    frozen,
    list_all,
    make_event,
    make_member,
    only,
    send,
)


@pytest.fixture
def row(network, fede):
    """The recipient of a reminder to Alice, as the worker reads it."""
    send(fede, draft_of(network.edition, choice=only(network.a)))
    return Recipient.objects.select_related("sending__edition", "organisation", "user").get()


def reason(row):
    return facts_about([row], clock.now()).reason(row)


def test_nothing_stands_against_who_has_not_answered(row):
    assert reason(row) is None


def test_archived_organisation_is_gone(row, network):
    Organisation.objects.filter(pk=network.a.pk).update(archived_at=clock.now())
    row.organisation.refresh_from_db()

    assert reason(row) is Reason.GONE


def test_colleague_who_stays_does_not_keep_who_has_left(row, alice):
    alice.memberships.update(ended_at=clock.now())

    assert reason(row) is Reason.GONE


def test_being_gone_is_told_before_having_answered(row, network, alice):
    commit(network.edition, network.a)
    assert reason(row) is Reason.ANSWERED
    alice.memberships.update(ended_at=clock.now())

    assert reason(row) is Reason.GONE


def test_drafts_and_events_are_those_of_the_matter(network):
    draft = make_event(network.edition, network.a)
    yesterday = clock.now() - dt.timedelta(days=1)
    over = make_event(network.edition, network.a, "published", starts_at=yesterday)

    assert events_about(network.edition, "submit", {network.a.pk}) == [draft]
    assert events_about(network.edition, "outcome", {network.a.pk}) == [over]
    assert events_about(network.edition, "outcome", {network.b.pk}) == []
    assert events_about(network.edition, "commit", {network.a.pk}) == []


@pytest.mark.parametrize("more", [0, 6])
def test_cost_is_that_of_the_matters_not_of_the_recipients(network, fede, django_assert_num_queries, more):
    list_all(network.edition, [make_member(f"Autre {n}", email=f"a{n}@x.example") for n in range(more)])
    frozen(fede, network)
    rows = list(
        Recipient.objects.exclude(email="").select_related("sending__edition", "organisation", "user")
    )

    with django_assert_num_queries(8):
        facts_about(rows, clock.now())

    assert len(rows) == 4 + more
