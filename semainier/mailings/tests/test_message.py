"""A row of the outbox as a mail."""

import datetime as dt
from email import policy
from email.parser import BytesParser

import pytest

from semainier.core import clock
from semainier.mailings.message import build_message
from semainier.mailings.tests.factories import make_mail

pytestmark = pytest.mark.django_db


def _parsed(mail):
    return BytesParser(policy=policy.default).parsebytes(bytes(build_message(mail)))


def test_headers(settings):
    settings.DEFAULT_FROM_EMAIL = "Semaine nationale des Hlm <semaine@union.example>"
    mail = make_mail(
        to_name="Élodie, « Lou » Martin", subject="C’est l’été : à vous", headers={"X-Campaign": "2026"}
    )

    message = _parsed(mail)

    assert message["Message-ID"] == mail.message_id
    assert message["Date"].datetime == mail.created_at
    assert message["From"] == "Semaine nationale des Hlm <semaine@union.example>"
    assert message["To"].addresses[0].display_name == "Élodie, « Lou » Martin"
    assert message["To"].addresses[0].addr_spec == "alice@a.example"
    assert message["Subject"] == "C’est l’été : à vous"
    assert (message["Auto-Submitted"], message["X-Campaign"], message["Content-Language"]) == (
        "auto-generated",
        "2026",
        "fr",
    )
    assert message["List-Unsubscribe"] is None


def test_plain_text_comes_first_then_its_twin():
    mail = make_mail(text="Bonjour,\n\nà « bientôt » !")

    text, html = _parsed(mail).iter_parts()

    assert text.get_content_type() == "text/plain"
    assert text.get_content().splitlines() == ["Bonjour,", "", "à « bientôt » !"]
    assert html.get_content_type() == "text/html"
    assert "à « bientôt » !" in html.get_content()


def test_a_mail_whose_twin_was_removed_is_plain():
    mail = make_mail()
    mail.body_html = ""

    assert _parsed(mail).get_content_type() == "text/plain"


def test_the_same_row_gives_the_same_bytes_whenever_it_is_sent():
    mail = make_mail()
    first = bytes(build_message(mail))

    with clock.at(clock.now() + dt.timedelta(days=1)):
        mail.refresh_from_db()

        assert bytes(build_message(mail)) == first


def test_a_domain_with_accents_is_written_as_dns_wants_it():
    message = build_message(make_mail(to_email="alice@hôtel.example"))

    assert message["To"].addresses[0].addr_spec == "alice@xn--htel-vqa.example"


def test_lines_are_ascii_and_short():
    lines = bytes(build_message(make_mail(subject="é" * 200, text="à " * 500))).split(b"\r\n")

    assert max(len(line) for line in lines) <= 998
    assert all(line.isascii() for line in lines)
