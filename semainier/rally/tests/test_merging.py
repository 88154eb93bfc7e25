"""Two organisations or people that were one: what was sent stays told, what is kept follows."""

import pytest

from semainier.core.merging import How, all_handlers, handler_of, pointers
from semainier.rally.models import Recipient
from semainier.rally.queries.history import times_sent
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.tests.factories import draft_of, make_person, only, send


def test_every_column_has_its_handler():
    own = [pointer.column for pointer in pointers() if pointer.column.startswith("rally.")]

    assert len(own) == 11
    assert [column for column in own if handler_of(column) is None] == []


@pytest.mark.parametrize(
    ("column", "how"),
    [
        ("rally.OrganisationTag.organisation", How.MOVE),
        ("rally.Recipient.organisation", How.KEEP),
        ("rally.Recipient.user", How.MOVE),
        ("rally.Sending.confirmed_by", How.KEEP),
    ],
)
def test_frozen_rows_stay_and_what_is_in_use_moves(column, how):
    assert handler_of(column).how is how


def test_rows_that_stay_say_why():
    own = [handler for handler in all_handlers() if handler.model.startswith("rally.")]

    assert all(handler.why for handler in own if handler.how is How.KEEP)


def test_reminders_of_both_accounts_count_for_the_survivor(network, fede):
    lea = make_person(network.bare, "lea@logis.example")
    send(fede, draft_of(network.edition, choice=only(network.bare)))
    dispatch_due()
    survivor = make_person(network.bare, "lea@autre.example")

    Recipient.objects.filter(user=lea).update(user=survivor)  # what MOVE does

    times = times_sent(network.edition, "commit", {survivor.email: survivor.pk}, planned=False)
    assert len(times[survivor.email]) == 1
