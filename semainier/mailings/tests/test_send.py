"""Sending what is due."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import recover_claims, send_due
from semainier.mailings.services.send import claim_next
from semainier.mailings.states import Priority, State
from semainier.mailings.tests.factories import Notebook, make_mail
from semainier.mailings.transports import InDoubtError, RefusedError

pytestmark = pytest.mark.django_db


def _later(**delta):
    return clock.at(clock.now() + dt.timedelta(**delta))


def test_nothing_due_costs_two_reads(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert send_due(transport=Notebook()) == 0


def test_a_due_mail_leaves_and_says_when():
    mail, notebook = make_mail(), Notebook()

    assert send_due(transport=notebook) == 1

    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts, mail.last_error) == (State.SENT, clock.now(), 1, "")
    assert notebook.ids == [mail.message_id]


def test_a_mail_leaves_once():
    make_mail()
    notebook = Notebook()

    send_due(transport=notebook)
    send_due(transport=notebook)

    assert len(notebook.ids) == 1


def test_codes_go_first_then_in_the_order_of_writing():
    make_mail(subject="bulk", priority=Priority.BULK)
    for number in range(3):
        with _later(seconds=number):
            make_mail(subject=f"ordinary {number}")
    with _later(seconds=5):
        make_mail(subject="code", priority=Priority.CODE)
        notebook = Notebook()

        send_due(transport=notebook)

    assert notebook.subjects == ["code", "ordinary 0", "ordinary 1", "ordinary 2", "bulk"]


def test_a_code_written_in_the_middle_of_a_round_is_next():
    class Writes(Notebook):
        def deliver(self, message):
            super().deliver(message)
            if len(self.ids) == 1:
                make_mail(subject="code", priority=Priority.CODE)

    for number in range(2):
        make_mail(subject=f"ordinary {number}")
    notebook = Writes()

    send_due(transport=notebook)

    assert notebook.subjects == ["ordinary 0", "code", "ordinary 1"]


def test_a_round_has_a_limit_and_stops_when_told():
    for _number in range(3):
        make_mail()
    stop = threading.Event()

    assert send_due(limit=2, transport=Notebook()) == 2
    stop.set()
    assert send_due(transport=Notebook(), stop=stop) == 0


def test_a_refusal_waits_longer_each_time_then_fails():
    mail = make_mail()
    waits = []

    for _attempt in range(6):
        with clock.at(mail.next_attempt_at):
            send_due(transport=Notebook(RefusedError("451 later")))
            mail.refresh_from_db()
            waits.append((mail.state, (mail.next_attempt_at - clock.now()).total_seconds() / 60))

    assert waits[:5] == [("queued", 1), ("queued", 5), ("queued", 30), ("queued", 120), ("queued", 720)]
    assert (mail.state, mail.attempts, mail.last_error) == (State.FAILED, 6, "451 later")


def test_a_mail_that_waits_is_not_due():
    make_mail()
    send_due(transport=Notebook(RefusedError("451 later")))

    with _later(seconds=59):
        assert send_due(transport=Notebook()) == 0


def test_a_refusal_for_good_fails_at_once():
    mail = make_mail()

    send_due(transport=Notebook(RefusedError("550 no such user", is_permanent=True)))

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (State.FAILED, 1, "550 no such user")


def test_a_cut_leaves_a_doubt_and_no_further_attempt():
    mail, notebook = make_mail(), Notebook(InDoubtError("lost"))

    send_due(transport=notebook)
    with _later(days=1):
        send_due(transport=notebook)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error, notebook.ids) == (State.IN_DOUBT, 1, "lost", [])


def test_the_setting_sends_doubts_again_after_their_back_off(settings):
    settings.MAIL_RESEND_IN_DOUBT = True
    mail, notebook = make_mail(), Notebook(InDoubtError("lost"))
    send_due(transport=notebook)

    send_due(transport=notebook)
    assert notebook.ids == []
    with _later(minutes=1):
        send_due(transport=notebook)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, notebook.ids) == (State.SENT, 2, [mail.message_id])


def test_the_setting_leaves_a_hopeless_doubt_to_a_person(settings):
    settings.MAIL_RESEND_IN_DOUBT = True
    mail = make_mail(state=State.IN_DOUBT, attempts=6, claimed_at=clock.now())

    send_due(transport=Notebook())

    mail.refresh_from_db()
    assert mail.state == State.IN_DOUBT


def test_a_mail_that_cannot_be_built_does_not_stop_the_others():
    broken = make_mail(subject="broken")
    Mail.objects.filter(pk=broken.pk).update(headers={"Subject": "a second one"})
    make_mail(subject="good")
    notebook = Notebook()

    assert send_due(transport=notebook) == 2

    broken.refresh_from_db()
    assert (broken.state, notebook.subjects) == (State.FAILED, ["good"])
    assert broken.last_error.startswith("ValueError: ")


def test_a_mail_that_comes_too_late_does_not_leave():
    mail = make_mail(expires_at=clock.now() + dt.timedelta(minutes=15))
    notebook = Notebook()

    with _later(minutes=15):
        send_due(transport=notebook)

    mail.refresh_from_db()
    assert (mail.state, notebook.ids) == (State.FAILED, [])
    assert mail.last_error == "Il n’a pas pu partir à temps pour être utile."


def test_a_claim_is_taken_once():
    mail = make_mail()

    first, second = claim_next(), claim_next()

    assert (first, second) == (mail, None)
    mail.refresh_from_db()
    assert (mail.state, mail.claimed_at, mail.attempts) == (State.SENDING, clock.now(), 1)


def test_a_claim_is_left_alone_during_its_lease_then_in_doubt():
    mail = make_mail()
    claim_next()

    with _later(seconds=60):
        assert recover_claims(transport=Notebook()) == 0
    with _later(seconds=61):
        assert recover_claims(transport=Notebook()) == 1

    mail.refresh_from_db()
    assert mail.state == State.IN_DOUBT
    assert mail.last_error == "L’expéditeur s’est arrêté pendant l’envoi du courriel."


def test_the_late_word_of_a_slow_worker_settles_the_doubt():
    class Slow(Notebook):
        def deliver(self, message):
            super().deliver(message)
            with _later(minutes=2):
                recover_claims(transport=Notebook())

    mail = make_mail()
    send_due(transport=Slow())

    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_the_late_word_of_a_slow_worker_does_not_touch_a_later_attempt(settings):
    settings.MAIL_RESEND_IN_DOUBT = True

    class Slow(Notebook):
        def deliver(self, _message):
            with _later(minutes=2):
                send_due(transport=Notebook())
            raise RefusedError("451 later")

    mail = make_mail()
    send_due(transport=Slow())

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)


@pytest.mark.parametrize("url", ["", "imap://x", "/var/mails"])
def test_an_unknown_way_out_is_named(settings, url):
    settings.EMAIL_URL = url

    with pytest.raises(ImproperlyConfigured, match="no way to send mail"):
        send_due()
