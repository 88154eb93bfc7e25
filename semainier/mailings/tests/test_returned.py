"""Reading mails that came back, of every kind that servers send."""

import base64

import pytest
from hypothesis import given
from hypothesis import settings as options
from hypothesis import strategies as st

from semainier.core.errors import DomainError
from semainier.mailings.feedback import Feedback
from semainier.mailings.models import Address
from semainier.mailings.returned import (
    LARGEST_BYTES,
    NothingToDoError,
    UnreadableError,
    read_returned,
)
from semainier.mailings.services import take_returned
from semainier.mailings.states import Delivery, Trouble
from semainier.mailings.tests.factories import make_sent
from semainier.mailings.tests.returns import (
    AUTOMATIC,
    COMPLAINT,
    EXCHANGE,
    IN_WORDS,
    POSTFIX,
    returned,
    with_status,
)

ID = "<0b6e@semaine.example>"


def read(template):
    return read_returned(returned(template, ID))


def code_of(content):
    with pytest.raises(DomainError) as refused:
        read_returned(content)
    return refused.value.code


def end_of(content):
    """Return the code of what is refused, or that it is understood; anything else that is raised fails the test."""
    try:
        read_returned(content)
    except DomainError as refused:
        return refused.code
    return "understood"


def test_postfix_says_that_the_address_does_not_exist():
    words = "5.1.1 550 5.1.1 <alice@a.example>: Recipient address rejected: User unknown"

    assert read(POSTFIX) == Feedback((ID,), Delivery.BOUNCED, None, words)


def test_exchange_says_that_the_mailbox_is_full():
    assert read(EXCHANGE) == Feedback(
        (ID,), Delivery.SOFT, None, "5.2.2 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception"
    )


def test_complaint_is_one():
    assert read(COMPLAINT) == Feedback((ID,), Delivery.COMPLAINED, None, "abuse SomeGenerator/1.0")


@pytest.mark.parametrize("kind", ["fraud", "virus", "other", "ABUSE"])
def test_every_kind_of_complaint_counts(kind):
    assert read(COMPLAINT.replace("Type: abuse", f"Type: {kind}")).delivery == Delivery.COMPLAINED


@pytest.mark.parametrize("kind", ["not-spam", "opt-out", ""])
def test_report_that_is_no_complaint_asks_for_nothing(kind):
    assert code_of(returned(COMPLAINT.replace("Type: abuse", f"Type: {kind}"), ID)) == "returned.no_complaint"


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("5.0.0", Delivery.BOUNCED), ("5.1.1", Delivery.BOUNCED), ("5.1.2", Delivery.BOUNCED),
        ("5.1.10", Delivery.BOUNCED), ("5.2.1", Delivery.BOUNCED), ("5.4.4", Delivery.BOUNCED),
        ("5.2.2", Delivery.SOFT), ("5.2.3", Delivery.SOFT), ("5.3.0", Delivery.SOFT), ("5.4.1", Delivery.SOFT),
        ("5.6.0", Delivery.SOFT), ("5.7.1", Delivery.SOFT), ("4.4.7", Delivery.SOFT), ("4.1.1", Delivery.SOFT),
        ("odd", Delivery.SOFT), ("", Delivery.SOFT), ("5.1.1 (bad)", Delivery.BOUNCED),
    ],
)  # fmt: skip
def test_only_a_wrong_address_is_a_hard_bounce(status, delivery):
    assert read(with_status("failed", status)).delivery == delivery


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "DELIVERED"])
def test_mail_that_arrived_is_said_too(action):
    assert read(with_status(action, "2.0.0")).delivery == Delivery.DELIVERED


def test_delay_is_no_bounce():
    assert code_of(returned(with_status("delayed", "4.4.1"), ID)) == "returned.delayed"


def test_alias_that_reached_somebody_is_not_wrong():
    group = "Final-Recipient: rfc822; bob@a.example\nAction: relayed\nStatus: 2.0.0\n\n"

    assert (
        read(POSTFIX.replace("Final-Recipient:", f"{group}Final-Recipient:", 1)).delivery
        == Delivery.DELIVERED
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "returned.no_mail"),
        (b"\x00\xff\xfe", "returned.no_mail"),
        (b"hello there", "returned.no_mail"),
        (b"\x89PNG\r\n\x1a\n" * 40, "returned.no_mail"),
        (b"Subject: hello\n\nhello", "returned.other"),
        (b"From: =?utf-8?b?////?=\nAuto-Submitted: no\n\n\xff", "returned.other"),
        (returned(AUTOMATIC, ID), "returned.automatic"),
        (b"X-Autoreply: yes\n\nabsent", "returned.automatic"),
        (b"Precedence: bulk\n\nnews", "returned.automatic"),
        (returned(IN_WORDS, ID), "returned.no_report"),
        (returned(POSTFIX, "none"), "returned.no_id"),
        (POSTFIX.replace("Action: failed", "Action:").encode(), "returned.automatic"),
        (b"a" * (LARGEST_BYTES + 1), "returned.too_big"),
    ],
)  # fmt: skip
def test_odd_files_are_refused_in_words(content, code):
    assert code_of(content) == code


def test_automatic_replies_and_delays_ask_for_nothing():
    with pytest.raises(NothingToDoError, match="réponse automatique"):
        read(AUTOMATIC)
    with pytest.raises(UnreadableError, match="quelqu’un doit le lire"):
        read(IN_WORDS)


def test_report_that_is_encoded_is_read():
    report = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n\n"
    encoded = base64.encodebytes(report.encode()).decode()
    head, _status, tail = POSTFIX.partition("Content-Type: message/delivery-status\n\n")
    kept = tail[tail.index("\n--4F1C2") :]

    content = (
        f"{head}Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n{encoded}{kept}"
    )

    assert read(content).delivery == Delivery.BOUNCED


def test_mail_nested_without_end_is_refused():
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))

    assert code_of(b"Subject: x\n" + parts) in {"returned.odd", "returned.other"}


def test_headers_returned_alone_name_the_mail():
    alone = POSTFIX.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers")

    assert read(alone).message_ids == (ID,)


@options(max_examples=150, deadline=None)
@given(
    st.sampled_from([POSTFIX, EXCHANGE, COMPLAINT, AUTOMATIC, IN_WORDS]),
    st.lists(st.tuples(st.integers(0, 1_500), st.integers(0, 40), st.binary(max_size=12)), max_size=5),
)
def test_no_file_however_damaged_ends_in_more_than_a_sentence(template, damages):
    content = returned(template, ID)
    for start, length, instead in damages:
        content = content[:start] + instead + content[start + length :]

    end = end_of(content)

    assert end.startswith("returned.") or end == "understood"


@options(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_end_in_more_than_a_sentence(content):
    assert code_of(content).startswith("returned.")


@pytest.mark.django_db
def test_mail_that_came_back_suspends_its_address():
    mail = make_sent()

    assert take_returned(returned(POSTFIX, mail.message_id)) == mail

    address = Address.objects.get()
    assert (address.email, address.trouble, address.is_suspended) == ("alice@a.example", Trouble.HARD, True)
    assert address.diagnosis.startswith("5.1.1 550 5.1.1 <alice@a.example>")


@pytest.mark.django_db
def test_mail_of_another_installation_is_refused():
    with pytest.raises(UnreadableError, match="pas de cette installation"):
        take_returned(returned(POSTFIX, "<x@elsewhere.example>"))


@pytest.mark.django_db
def test_answer_of_a_person_on_holiday_is_no_bounce():
    mail = make_sent()

    with pytest.raises(NothingToDoError):
        take_returned(returned(AUTOMATIC, mail.message_id))

    mail.refresh_from_db()
    assert (mail.delivery, Address.objects.count()) == ("", 0)
