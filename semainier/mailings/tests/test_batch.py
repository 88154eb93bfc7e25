"""A set of mails: sent at an hour, followed, stopped."""

import datetime as dt
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.mailings.message import build_message
from semainier.mailings.models import Mail
from semainier.mailings.queries import oldest_queued_age
from semainier.mailings.services import cancel_batch, send_due
from semainier.mailings.states import State
from semainier.mailings.tests.factories import Notebook, make_mail, make_user

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)


def test_mail_waits_for_its_hour():
    mail, notebook = make_mail(not_before=clock.now() + TOMORROW), Notebook()

    assert (send_due(transport=notebook), oldest_queued_age()) == (0, None)
    with clock.at(clock.now() + TOMORROW):
        send_due(transport=notebook)

    assert notebook.ids == [mail.message_id]


def test_mail_is_dated_from_its_hour():
    hour = clock.now() + TOMORROW

    assert parsedate_to_datetime(build_message(make_mail(not_before=hour))["Date"]) == hour
    assert parsedate_to_datetime(build_message(make_mail())["Date"]) == clock.now()


def test_hour_that_has_passed_is_now():
    mail = make_mail(not_before=clock.now() - TOMORROW)

    assert mail.next_attempt_at == clock.now()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(set(State) - {State.SENT})), max_size=6))
def test_counts_of_a_batch_sum_to_its_mails_and_stopping_keeps_the_sum(fede, states):
    Mail.objects.all().delete()
    for state in states:
        make_mail(batch="b", state=state)

    held = cancel_batch("b", by=fede)

    after = list(Mail.objects.filter(batch="b").values_list("state", flat=True))
    assert (held, len(after), after.count(State.QUEUED)) == (states.count(State.QUEUED), len(states), 0)


def test_batch_is_stopped_once_and_says_who_did(django_assert_num_queries):
    fede = make_user("fede@f.example")
    mails = [make_mail(batch="rally:12") for _number in range(3)]
    other, sending = make_mail(batch="rally:1"), make_mail(batch="rally:12", state=State.SENDING)

    assert (cancel_batch("rally:12", by=fede), cancel_batch("rally:12", by=fede)) == (3, 0)

    entry = AuditEntry.objects.get(verb="batch.cancelled")
    assert (entry.actor, entry.data) == (fede, {"batch": "rally:12", "mails": 3})
    stopped = Mail.objects.filter(state=State.SUPPRESSED)
    assert set(stopped.values_list("pk", "last_error")) == {(m.pk, "L’envoi a été annulé.") for m in mails}
    assert {Mail.objects.get(pk=m.pk).state for m in (other, sending)} == {State.QUEUED, State.SENDING}


def test_stopped_mails_never_leave():
    notebook = Notebook()
    make_mail(batch="rally:12", not_before=clock.now() + TOMORROW)
    cancel_batch("rally:12", by=make_user("fede@f.example"))

    with clock.at(clock.now() + 2 * TOMORROW):
        assert (send_due(transport=notebook), notebook.ids) == (0, [])
