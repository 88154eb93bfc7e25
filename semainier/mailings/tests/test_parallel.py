"""Several workers at once send each mail once."""

import threading
from collections import Counter

import pytest
from django.db import connection

from semainier.audit.models import AuditEntry
from semainier.mailings.feedback import Feedback
from semainier.mailings.models import Address, Mail, OptOut
from semainier.mailings.services import leave_topic, queue_mail, send_due, take_feedback
from semainier.mailings.states import Delivery, State
from semainier.mailings.tests.factories import Notebook, make_mail, make_sent
from semainier.mailings.tests.test_send_smtp import Inbox

WORKERS = 4
MAILS = 60


def _in_parallel(work):
    """Run `work` in several threads that start together, each with a connection of its own."""
    barrier = threading.Barrier(WORKERS)

    def run():
        barrier.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture
def _postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: the test's SQLite is in memory and of one connection")


@pytest.mark.postgres
@pytest.mark.usefixtures("_postgresql")
def test_threads_take_each_mail_once():
    for _number in range(MAILS):
        make_mail()
    notebook = Notebook()

    _in_parallel(lambda: send_due(limit=MAILS, transport=notebook))

    assert len(notebook.ids) == len(set(notebook.ids)) == MAILS
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.postgres
@pytest.mark.usefixtures("_postgresql")
def test_threads_with_one_key_queue_one_mail():
    said = {"kind": "x", "to_email": "a@b.example", "subject": "x", "text": "x", "dedup_key": "once"}

    _in_parallel(lambda: queue_mail(**said))

    assert Mail.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.usefixtures("_postgresql")
def test_events_that_come_at_once_are_each_counted_once():
    mails = [make_sent() for _number in range(WORKERS)]
    events = [Feedback((mail.message_id,), word) for mail in mails for word in (Delivery.SOFT, Delivery.SOFT)]

    _in_parallel(lambda: [take_feedback(event) for event in events])

    assert [(one.soft_bounces, one.is_suspended) for one in Address.objects.all()] == [(WORKERS, True)]
    assert AuditEntry.objects.filter(verb="address.suspended").count() == 1


@pytest.mark.postgres
@pytest.mark.usefixtures("_postgresql")
def test_one_click_that_comes_twice_at_once_leaves_once(news):
    _in_parallel(lambda: leave_topic(email="a@b.example", topic="rally", by=None))

    assert (OptOut.objects.count(), AuditEntry.objects.filter(verb="topic.left").count()) == (1, 1)


@pytest.mark.slow
def test_worker_processes_take_each_mail_once(outside, smtp_server):
    inbox = Inbox()
    url = smtp_server(inbox)
    for _number in range(MAILS):
        make_mail()

    processes = [outside.start_worker(url) for _number in range(2)]

    assert outside.wait_until(lambda: set(outside.states().values()) == {"sent"})
    assert [outside.stop(process) for process in processes] == [0, 0]
    ids = Counter(
        line for _f, _t, mail in inbox.mails for line in mail.splitlines() if line.startswith(b"Message-ID")
    )
    assert (len(ids), set(ids.values())) == (MAILS, {1})
