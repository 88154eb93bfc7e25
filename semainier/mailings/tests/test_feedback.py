"""What is heard of mails that left, and what it does to their addresses."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.mailings.feedback import Feedback
from semainier.mailings.models import Address, Mail, OptOut
from semainier.mailings.services import leave_topic, purge_old_mails, restore_address, send_due, take_feedback
from semainier.mailings.states import Delivery, State, Trouble
from semainier.mailings.tests.factories import Notebook, make_mail, make_sent, make_user
from semainier.mailings.transports import RefusedError

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def hear(mail, delivery, *, hours=0, diagnosis=""):
    return take_feedback(Feedback((mail.message_id,), delivery, clock.now() + hours * HOUR, diagnosis))


def sent(number=0, **values):
    """Return a mail that left `number` hours after now, in the past of every test: eight hours ago and later."""
    return make_sent(sent_at=clock.now() + (number - 8) * HOUR, **values)


@pytest.mark.parametrize(
    ("delivery", "trouble"), [(Delivery.BOUNCED, Trouble.HARD), (Delivery.COMPLAINED, Trouble.COMPLAINT)]
)
def test_one_hard_bounce_or_complaint_suspends(delivery, trouble):
    mail = sent(to_email="Alice@A.example", organisation_id=7)

    assert hear(mail, delivery, hours=-1, diagnosis="550\nno such user") == mail

    address, entry = Address.objects.get(), AuditEntry.objects.get(verb="address.suspended")
    assert (address.email, address.trouble, address.is_suspended) == ("alice@a.example", trouble, True)
    assert (address.trouble_at, address.diagnosis) == (clock.now() - HOUR, "550 no such user")
    assert (entry.object_label, entry.data, entry.organisation_id) == (
        "alice@a.example",
        {"trouble": trouble},
        7,
    )


def test_three_soft_bounces_in_a_row_suspend():
    mails = [sent(number) for number in range(3)]

    standings = []
    for mail in mails:
        hear(mail, Delivery.SOFT)
        standings.append((Address.objects.get().soft_bounces, Address.objects.get().is_suspended))

    assert standings == [(1, False), (2, False), (3, True)]


def test_doubled_events_count_once():
    mail = sent()

    for _time in range(3):
        hear(mail, Delivery.SOFT)

    assert (Address.objects.get().soft_bounces, Address.objects.get().is_suspended) == (1, False)


@pytest.mark.parametrize("word", [Delivery.DELIVERED, None])
def test_mail_that_arrives_between_ends_the_row(word):
    first, arrived, third, fourth = (sent(number) for number in range(4))
    hear(first, Delivery.SOFT)
    if word:
        hear(arrived, word)

    hear(third, Delivery.SOFT)
    hear(fourth, Delivery.SOFT)

    assert (Address.objects.get().soft_bounces, Address.objects.get().is_suspended) == (2, False)


def test_later_success_takes_the_count_back():
    hear(sent(0), Delivery.SOFT)

    hear(sent(1), Delivery.DELIVERED)

    assert Address.objects.count() == 0


def test_address_that_a_person_put_back_is_remembered():
    hear(sent(0), Delivery.BOUNCED)
    restore_address(address=Address.objects.get(), by=make_user("fede@f.example"))

    with clock.at(clock.now() + HOUR):
        hear(make_sent(), Delivery.DELIVERED)

    assert Address.objects.get().restored_at == clock.now()


def test_newer_mail_of_which_nothing_was_heard_proves_nothing():
    mails = [sent(number) for number in range(4)]

    for mail in mails[:3]:
        hear(mail, Delivery.SOFT)

    assert Address.objects.get().is_suspended


def test_code_that_arrives_puts_a_full_mailbox_back_in_service():
    for number in range(3):
        hear(sent(number), Delivery.SOFT)

    hear(sent(4, kind="sign_in_code"), Delivery.DELIVERED)

    assert make_mail().state == State.QUEUED


@pytest.mark.parametrize("delivery", [Delivery.BOUNCED, Delivery.COMPLAINED])
def test_success_does_not_lift_what_a_person_must(delivery):
    hear(sent(0), delivery)

    hear(sent(1), Delivery.DELIVERED)

    assert Address.objects.get().is_suspended


def test_bounce_after_a_complaint_keeps_the_complaint():
    hear(sent(0), Delivery.COMPLAINED)

    hear(sent(1), Delivery.BOUNCED)

    assert Address.objects.get().trouble == Trouble.COMPLAINT


def test_success_alone_keeps_no_address():
    mail = sent()

    hear(mail, Delivery.DELIVERED)

    mail.refresh_from_db()
    assert (mail.delivery, mail.delivery_at, Address.objects.count()) == (Delivery.DELIVERED, clock.now(), 0)


def test_what_was_said_of_a_mail_never_goes_back():
    mail = sent()

    for word in (Delivery.BOUNCED, Delivery.DELIVERED, Delivery.SOFT):
        hear(mail, word)

    mail.refresh_from_db()
    assert mail.delivery == Delivery.BOUNCED


@pytest.mark.parametrize("ids", [(), ("",), ("<nobody@elsewhere.example>",), ("\x00",)])
def test_mail_of_somebody_else_is_nothing(ids):
    assert take_feedback(Feedback(ids, Delivery.BOUNCED)) is None
    assert Address.objects.count() == 0


def test_message_id_is_known_with_or_without_brackets():
    mail = sent()

    assert take_feedback(Feedback(("other", mail.message_id.strip("<>")), Delivery.DELIVERED)) == mail


@pytest.mark.parametrize("address", ["fede@localhost", "Postmaster@LOCALHOST"])
@pytest.mark.parametrize("delivery", [Delivery.SOFT, Delivery.BOUNCED, Delivery.COMPLAINED])
def test_bounce_from_our_own_domain_is_ignored(address, delivery):
    mail = sent()
    Mail.objects.filter(pk=mail.pk).update(recipient_email=address)

    hear(mail, delivery)

    mail.refresh_from_db()
    assert (mail.delivery, Address.objects.count()) == (delivery, 0)


def test_time_in_the_future_is_now():
    hear(sent(), Delivery.BOUNCED, hours=3)

    assert Address.objects.get().trouble_at == clock.now()


def test_doubt_is_over_once_something_was_heard():
    mail = make_mail(state=State.IN_DOUBT, sensitive=True, last_error="cut")

    hear(mail, Delivery.DELIVERED)

    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.last_error) == (State.SENT, clock.now(), "")
    assert mail.purged_at == clock.now()


def test_unsubscribing_at_the_provider_leaves_the_topic(news):
    take_feedback(Feedback((sent(topic="rally").message_id,), None))

    assert list(OptOut.objects.values_list("email", "topic")) == [("alice@a.example", "rally")]


@pytest.mark.parametrize("topic", ["", "decision"])
def test_unsubscribing_from_what_cannot_be_left_leaves_all_the_rest(news, topic):
    leave_topic(email="alice@a.example", topic="rally", by=None)

    take_feedback(Feedback((sent(topic=topic).message_id,), None))

    assert set(OptOut.objects.values_list("topic", flat=True)) == {"rally", "news.digest"}


def test_erased_recipient_gets_no_row(news):
    mail = sent(topic="rally")
    Mail.objects.filter(pk=mail.pk).update(recipient_email="")

    hear(mail, Delivery.BOUNCED)
    take_feedback(Feedback((mail.message_id,), None))

    assert (Address.objects.count(), OptOut.objects.count()) == (0, 0)


def test_what_was_sent_before_it_was_put_back_counts_no_more():
    first, late = sent(0), sent(1)
    hear(first, Delivery.BOUNCED)
    restore_address(address=Address.objects.get(), by=make_user("fede@f.example"))

    hear(late, Delivery.BOUNCED)

    assert not Address.objects.get().is_suspended


def test_address_put_back_is_suspended_again_by_a_new_bounce():
    hear(sent(0), Delivery.BOUNCED)
    restore_address(address=Address.objects.get(), by=make_user("fede@f.example"))

    with clock.at(clock.now() + HOUR):
        hear(make_sent(), Delivery.BOUNCED)

        assert Address.objects.get().suspended_at == clock.now()


def test_suspension_outlives_the_mails_that_led_to_it():
    for number in range(3):
        hear(sent(number), Delivery.SOFT)

    with clock.at(clock.now() + dt.timedelta(days=100)):
        purge_old_mails()
        hear(make_sent(kind="sign_in_code"), Delivery.SOFT)

    assert (Address.objects.get().is_suspended, Address.objects.get().soft_bounces) == (True, 3)


@pytest.mark.parametrize(
    ("reply", "is_known"),
    [
        ("550 5.1.1 no such user", True),
        ("550-5.1.1 no such user", True),
        ("553 5.1.10 null MX", True),
        ("550 5.7.1 relaying denied", False),
        ("550 no such user", False),
        ("554 5.6.0 your mail looks odd", False),
    ],
)
def test_server_that_knows_at_once_suspends_the_address(reply, is_known):
    mail = make_mail()

    send_due(transport=Notebook(RefusedError(reply, is_permanent=True)))

    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, Address.objects.exists()) == (State.FAILED, None, is_known)


def test_server_that_is_busy_suspends_nothing():
    make_mail()

    send_due(transport=Notebook(RefusedError("450 5.1.1 odd")))

    assert Address.objects.count() == 0
