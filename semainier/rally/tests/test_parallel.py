"""Several workers and several people at once: one mail each, one sending a click."""

import datetime as dt
import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection

from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.mailings.models import Mail
from semainier.rally.models import Recipient, Sending
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.sendings import confirm_sending, plan_of_draft
from semainier.rally.services.take_back import cancel_sending
from semainier.rally.tests.factories import EVERYWHERE, draft_of, frozen, list_all, make_member

THREADS = 4
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("_postgresql")]


@pytest.fixture
def _postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: the test's SQLite is in memory and of one connection")


@pytest.fixture
def crowd(_postgresql, network):
    """A hundred more mailboxes, so that there are several chunks."""
    list_all(network.edition, [make_member(f"Autre {n}", email=f"autre{n}@x.example") for n in range(100)])
    return network


def in_parallel(*works):
    """Run the works in threads that start together, each with a connection and the clock of the test."""
    barrier, now, failures = threading.Barrier(len(works)), clock.now(), []

    def run(work):
        with clock.at(now):
            barrier.wait()
            try:
                work()
            except DomainError:
                pass
            except Exception as error:  # noqa: BLE001 -- a thread keeps what went wrong for the test to tell
                failures.append(error)
            finally:
                connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_workers_side_by_side_queue_one_mail_each(crowd, fede):
    sending = frozen(fede, crowd)

    in_parallel(*[dispatch_due] * THREADS)

    assert Mail.objects.count() == sending.mails == 104
    assert set(Counter(Mail.objects.values_list("recipient_email", flat=True)).values()) == {1}


def test_two_sendings_of_one_moment_are_one_mail_a_person(crowd, fede):
    for _n in range(2):
        frozen(fede, crowd)

    in_parallel(*[dispatch_due] * THREADS)

    assert set(Counter(Mail.objects.values_list("recipient_email", flat=True)).values()) == {1}
    assert not Recipient.objects.filter(state="waiting").exists()


def test_clicks_of_one_moment_are_one_sending(crowd, fede):
    draft, key = draft_of(crowd.edition), str(uuid4())
    plan = plan_of_draft(draft, EVERYWHERE)

    def click():
        confirm_sending(
            draft=draft,
            reach=EVERYWHERE,
            organisations=plan.organisations,
            mails=plan.mails,
            key=key,
            by=fede,
        )

    in_parallel(*[click] * THREADS)

    assert Sending.objects.count() == 1
    assert Recipient.objects.count() == 105


def test_two_people_who_confirm_at_once_write_once(crowd, fede, regina):
    draft = draft_of(crowd.edition)
    plan = plan_of_draft(draft, EVERYWHERE)

    def click(by):
        confirm_sending(
            draft=draft, reach=EVERYWHERE, organisations=plan.organisations, mails=plan.mails, key="x", by=by
        )

    in_parallel(lambda: click(fede), lambda: click(regina))

    assert Sending.objects.count() == 1, "the second is told that the number has changed"


def test_cancelled_while_it_is_handed_over_leaves_no_row_behind(crowd, fede):
    sending = frozen(fede, crowd, leaves_at=clock.now() - dt.timedelta(hours=1))

    in_parallel(dispatch_due, lambda: cancel_sending(sending=sending, by=fede))

    states = set(sending.recipients.with_now().values_list("now", flat=True))
    assert states <= {"cancelled", "skipped"}
    assert not Mail.objects.filter(state="queued").exists()
