"""Reads of the journal."""

import datetime as dt

import pytest

from semainier.audit.queries import JournalFilters, history_of, journal, verbs
from semainier.audit.services import record
from semainier.audit.tests.factories import make_user
from semainier.core import clock

pytestmark = pytest.mark.django_db
FIRST = dt.datetime(2014, 6, 14, 10, tzinfo=dt.UTC)


@pytest.fixture
def lines():
    """Alice publishes, Bob withdraws a day later, the system purges two days later."""
    alice, bob = make_user("alice@a.example", name="Alice"), make_user("bob@a.example", name="Bob")
    with clock.at(FIRST):
        published = record(by=alice, verb="event.published", target=alice, organisation_id=1, edition_id=5)
    with clock.at(FIRST + dt.timedelta(days=1)):
        withdrawn = record(by=bob, verb="event.withdrawn", target=alice, organisation_id=2)
    with clock.at(FIRST + dt.timedelta(days=2)):
        purged = record(by=None, verb="mail.purged")
    return published, withdrawn, purged


def test_history_of_gives_the_lines_of_one_thing_newest_first(lines, django_assert_num_queries):
    published, withdrawn, _purged = lines

    with django_assert_num_queries(1):
        found = list(history_of(published.actor))

    assert found == [withdrawn, published]


def test_journal_without_filter_gives_all_newest_first(lines):
    assert list(journal()) == list(reversed(lines))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"verb": "event.published"}, [0]),
        ({"object_type": "accounts.user"}, [1, 0]),
        ({"organisation_id": 2}, [1]),
        ({"edition_id": 5}, [0]),
        ({"text": "bob alice"}, [1]),
        ({"text": "nobody"}, []),
        ({"since": FIRST + dt.timedelta(days=1)}, [2, 1]),
        ({"until": FIRST + dt.timedelta(days=1)}, [0]),
        ({"verb": "event.published", "organisation_id": 2}, []),
    ],
)
def test_journal_filters(lines, filters, expected):
    assert list(journal(JournalFilters(**filters))) == [lines[index] for index in expected]


def test_journal_by_actor(lines):
    assert list(journal(JournalFilters(actor_id=lines[1].actor_id))) == [lines[1]]


def test_verbs_come_once_each_in_order(lines):
    record(by=None, verb="mail.purged")

    assert list(verbs()) == ["event.published", "event.withdrawn", "mail.purged"]
