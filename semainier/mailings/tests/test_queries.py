"""Reads of the outbox and of its health."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.mailings import queries
from semainier.mailings.models import WorkerBeat
from semainier.mailings.queries import OutboxFilters
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail

pytestmark = pytest.mark.django_db


def _ago(**delta):
    return clock.now() - dt.timedelta(**delta)


def test_outbox_begins_with_doubts_then_the_newest():
    doubt = make_mail(state=State.IN_DOUBT, created_at=_ago(days=3))
    old, new = make_mail(created_at=_ago(days=2)), make_mail(created_at=_ago(days=1))

    assert list(queries.outbox()) == [doubt, new, old]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"text": "été alice"}, ["Fête de l’été"]),
        ({"text": "martin"}, ["Fête de l’été"]),
        ({"text": "a.example"}, ["Code", "Fête de l’été"]),
        ({"state": "failed"}, ["Code"]),
        ({"kind": "sign_in_code"}, ["Code"]),
        ({"kind": "sign_in_code", "state": "queued"}, []),
    ],
)
def test_outbox_filters(filters, expected):
    make_mail(subject="Fête de l’été", to_name="Alice Martin")
    make_mail(subject="Code", to_email="bob@a.example", kind="sign_in_code", state=State.FAILED)

    found = queries.outbox(OutboxFilters(**filters)).order_by("subject")

    assert [mail.subject for mail in found] == expected


def test_kinds_come_once_each_in_order():
    for kind in ("outcome.request", "invitation", "invitation"):
        make_mail(kind=kind)

    assert queries.kinds() == ["invitation", "outcome.request"]


def test_counts_name_every_state():
    make_mail(state=State.FAILED)
    make_mail()

    assert queries.counts_by_state() == {
        State.QUEUED: 1,
        State.SENDING: 0,
        State.SENT: 0,
        State.IN_DOUBT: 0,
        State.FAILED: 1,
        State.SUPPRESSED: 0,
    }


def test_oldest_queued_age_counts_from_the_turn_of_a_mail():
    assert queries.oldest_queued_age() is None
    make_mail(created_at=_ago(days=9), next_attempt_at=_ago(minutes=7))
    make_mail(next_attempt_at=_ago(minutes=-5))
    make_mail(next_attempt_at=_ago(days=1), state=State.FAILED)

    assert queries.oldest_queued_age() == dt.timedelta(minutes=7)


def test_heartbeat_is_that_of_the_liveliest_worker():
    assert (queries.worker_heartbeat(), queries.is_worker_alive()) == (None, False)
    WorkerBeat.objects.create(worker="a:1", beat_at=_ago(minutes=5))
    assert (queries.worker_heartbeat(), queries.is_worker_alive()) == (_ago(minutes=5), False)

    WorkerBeat.objects.create(worker="b:1", beat_at=_ago(seconds=59))

    assert (queries.worker_heartbeat(), queries.is_worker_alive()) == (_ago(seconds=59), True)


def test_mailboxes_by_the_last_mail():
    make_mail(to_email="alice@a.example", created_at=_ago(days=2))
    make_mail(to_email="alice@a.example", created_at=_ago(days=3))
    make_mail(to_email="bob@a.example", to_name="Bob Durand", created_at=_ago(days=1))

    assert queries.mailboxes() == [
        queries.Mailbox("bob@a.example", 1, _ago(days=1)),
        queries.Mailbox("alice@a.example", 2, _ago(days=2)),
    ]
    assert [box.email for box in queries.mailboxes("durand")] == ["bob@a.example"]


def test_mails_to_one_address_or_to_all():
    mine, other = make_mail(to_email="alice@a.example"), make_mail(to_email="bob@a.example")
    make_mail(to_email="")

    assert list(queries.mails_to("ALICE@a.example")) == [mine]
    assert list(queries.mails_to("")) == [other, mine]


def test_a_kind_has_a_name_of_its_own_or_a_word():
    assert make_mail(kind="sign_in_code").kind_label == "Code de connexion"
    assert make_mail(kind="tests.new").kind_label == "tests.new"
