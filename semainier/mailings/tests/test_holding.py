"""Mails that do not leave: when they are written, and when their turn comes."""

import pytest

from semainier.core import clock
from semainier.mailings.queries import left_among, suspended_among
from semainier.mailings.services import leave_topic, send_due
from semainier.mailings.states import Priority, State, Trouble
from semainier.mailings.tests.factories import Notebook, make_address, make_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("news")]
COMES_BACK = "L’adresse est suspendue : les courriels reviennent."
UNWANTED = "L’adresse est suspendue : un courriel a été signalé comme indésirable."
LEFT = "Le destinataire ne veut plus de courriels de ce genre."


def _words(mail):
    return mail.last_error.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(Trouble.HARD, COMES_BACK), (Trouble.SOFT, COMES_BACK), (Trouble.COMPLAINT, UNWANTED)],
)
def test_suspended_address_is_not_written_to(trouble, words):
    make_address("alice@a.example", trouble=trouble)

    mail = make_mail(to_email="Alice@A.example")

    assert (mail.state, _words(mail)) == (State.SUPPRESSED, words)


def test_sign_in_code_leaves_to_a_suspended_address():
    make_address("alice@a.example", trouble=Trouble.COMPLAINT)
    notebook = Notebook()
    mail = make_mail(kind="sign_in_code", priority=Priority.CODE)

    send_due(transport=notebook)

    assert notebook.ids == [mail.message_id]


def test_address_in_trouble_that_is_not_suspended_is_written_to():
    make_address("alice@a.example", trouble=Trouble.SOFT, suspended_at=None, soft_bounces=2)

    assert make_mail().state == State.QUEUED


def test_topic_that_was_left_is_held_back_and_no_other():
    leave_topic(email="alice@a.example", topic="rally", by=None)

    held, other, none = (make_mail(topic=topic) for topic in ("rally", "news.digest", ""))

    assert (held.state, _words(held)) == (State.SUPPRESSED, LEFT)
    assert other.state == none.state == State.QUEUED


def test_what_she_left_is_said_before_the_trouble_of_her_address():
    make_address("alice@a.example")
    leave_topic(email="alice@a.example", topic="rally", by=None)

    assert _words(make_mail(topic="rally")) == LEFT


def test_address_suspended_while_its_mail_waits_gets_nothing():
    mail, other, notebook = make_mail(), make_mail(to_email="bob@a.example"), Notebook()
    make_address("alice@a.example")

    assert send_due(transport=notebook) == 2

    mail.refresh_from_db()
    assert (mail.state, _words(mail), notebook.ids) == (State.SUPPRESSED, COMES_BACK, [other.message_id])


def test_the_look_at_the_address_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(2):
        make_mail(topic="rally")
    with django_assert_num_queries(1):
        make_mail(priority=Priority.CODE)


def test_who_gets_nothing_is_named(django_assert_num_queries):
    make_address("a@a.example")
    make_address("b@a.example", trouble=Trouble.SOFT, suspended_at=None)
    leave_topic(email="c@a.example", topic="rally", by=None)
    asked = ["A@a.example", "b@a.example", "c@a.example", "d@a.example"]

    assert suspended_among(asked) == {"a@a.example"}
    with django_assert_num_queries(2):
        assert suspended_among(asked) | left_among(asked, topic="rally") == {"a@a.example", "c@a.example"}


def test_what_was_restored_is_written_to():
    make_address("alice@a.example", suspended_at=None, restored_at=clock.now())

    assert make_mail().state == State.QUEUED
