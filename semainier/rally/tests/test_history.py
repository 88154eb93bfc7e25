"""What an address was sent before, whether it is suspended or has left."""

import datetime as dt
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.campaigns.models import ListedMember
from semainier.core import clock
from semainier.events.models import Moderation
from semainier.mailings.models import Address, OptOut
from semainier.mailings.queries import left_among, suspended_among
from semainier.organisations.services.people import add_member
from semainier.rally.queries.history import (
    chunks,
    first_requests,
    past_of,
    times_around,
    times_sent,
)
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.take_back import cancel_sending
from semainier.rally.tests.factories import draft_of, frozen, make_event, only, send

NOON = dt.datetime(2026, 5, 20, 12, tzinfo=clock.PARIS)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def one(network, fede):
    """A reminder to Alice for two organisations."""
    return send(fede, draft_of(network.edition, choice=only(network.a, network.small)))


def sent(network, person, *, planned=False):
    return times_sent(network.edition, "commit", {person.email: person.pk}, planned=planned)


def test_what_waits_counts_only_when_it_is_asked_for(network, one, alice):
    assert sent(network, alice) == {}
    assert sent(network, alice, planned=True) == {alice.email: [clock.now()]}

    dispatch_due()

    assert sent(network, alice) == {alice.email: [clock.now()]}


def test_mail_for_two_organisations_counts_once(network, fede, alice):
    add_member(organisation=network.bare, user=alice, role="referent", by=None)
    frozen(fede, network, choice=only(network.a, network.bare))
    dispatch_due()

    assert len(sent(network, alice)[alice.email]) == 1


def test_cancelled_and_other_matters_do_not_count(network, one, fede, alice):
    dispatch_due()
    assert times_sent(network.edition, "declare", {alice.email: alice.pk}, planned=True) == {}

    cancel_sending(sending=one, by=fede)

    assert sent(network, alice, planned=True) == {}


def test_mails_of_the_day_are_those_of_every_matter(network, one, alice):
    dispatch_due()

    assert times_around([alice.email], clock.now() + HOUR) == {alice.email: [clock.now()]}
    assert times_around([alice.email], clock.now() + 30 * HOUR) == {}


def test_first_requests_are_those_of_other_pages(network):
    ListedMember.objects.filter(organisation=network.b).update(invited_at=NOON)
    asked = make_event(network.edition, network.a, Moderation.PUBLISHED, outcome_asked_at=NOON)
    later = make_event(network.edition, network.a, Moderation.PUBLISHED, outcome_asked_at=NOON + HOUR)

    assert first_requests(network.edition, "commit") == {network.b.pk: NOON}
    assert first_requests(network.edition, "declare") == {}
    with clock.at(later.ends_at + HOUR):
        assert first_requests(network.edition, "outcome") == {network.a.pk: NOON + HOUR}
        assert first_requests(network.edition, "outcome", [network.b.pk]) == {}
    assert asked.outcome_asked_at < later.outcome_asked_at


def test_question_counts_and_invitation_does_not():
    assert past_of("outcome", [], [NOON, None, NOON + HOUR]).count == 1
    assert past_of("outcome", [NOON], [None]).count == 1
    assert past_of("commit", [], [NOON]).count == 0
    assert past_of("commit", [NOON], []).count == 1


def test_suspended_and_left_addresses_are_found(db):
    Address.objects.create(email="a@x.example", trouble="hard", trouble_at=NOON, suspended_at=NOON)
    Address.objects.create(email="b@x.example", trouble="soft", trouble_at=NOON)
    OptOut.objects.create(email="a@x.example", topic="news")
    OptOut.objects.create(email="c@x.example", topic="rally")
    asked = {f"{letter}@x.example" for letter in "abcd"}

    assert suspended_among(asked) == {"a@x.example"}
    assert left_among(asked, topic="rally") == {"c@x.example"}


def test_long_lists_are_asked_for_in_pieces(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(import_module("semainier.mailings.queries.addresses"), "AT_ONCE", 2)
    for letter in "ac":
        OptOut.objects.create(email=f"{letter}@x.example", topic="rally")

    with django_assert_num_queries(3):
        assert left_among({f"{letter}@x.example" for letter in "abcde"}, topic="rally") == {
            "a@x.example",
            "c@x.example",
        }


@given(st.sets(st.text(max_size=4), max_size=30))
def test_pieces_are_the_whole(values):
    assert sorted(value for piece in chunks(values) for value in piece) == sorted(values)
