"""Mails to real servers: kind, refusing, and those that hang up in the middle."""

import datetime as dt
import ssl

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from semainier.mailings.services import send_due
from semainier.mailings.services.resend import resend_in_doubt
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail, make_user
from semainier.mailings.transports import transport_from_settings

pytestmark = pytest.mark.django_db


class Inbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd calls it so
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 kept"


class HangsUpAfterData(Inbox):
    """Takes the text whole and hangs up before a word; `times` times, then it is kind."""

    def __init__(self, times=1):
        super().__init__()
        self.times = times

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd calls it so
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) <= self.times:
            server.transport.abort()
        return answer


class Says(Inbox):
    """Answers `reply` to one command, and hangs up there when the reply is empty."""

    def __init__(self, command, reply):
        super().__init__()
        setattr(self, f"handle_{command}", self._answer)
        self.reply = reply

    async def _answer(self, server, *_said):
        if not self.reply:
            server.transport.abort()
        return self.reply or "451 hung up"


def test_a_mail_reaches_the_server_as_it_was_written(smtp_server):
    inbox = Inbox()
    smtp_server(inbox)
    mail = make_mail(text=".\n..\n.fin, à vous")

    send_due()

    mail.refresh_from_db()
    sender, recipients, content = inbox.mails[0]
    assert (mail.state, len(inbox.mails)) == (State.SENT, 1)
    assert (sender, recipients) == ("ne-pas-repondre@localhost", ["alice@a.example"])
    assert f"Message-ID: {mail.message_id}".encode() in content
    assert b"\r\n.\r\n..\r\n.fin, =C3=A0 vous" in content


def test_a_mail_comes_back_to_the_address_that_the_operator_names(smtp_server, settings):
    settings.RETURN_ADDRESS = "retours@union.example"
    inbox = Inbox()
    smtp_server(inbox)
    make_mail()

    send_due()

    sender, _recipients, content = inbox.mails[0]
    assert sender == "retours@union.example"
    assert b"From: Semainier <ne-pas-repondre@localhost>" in content


def test_a_round_uses_one_connection(smtp_server):
    class CountsGreetings(Inbox):
        greetings = 0

        async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802 -- aiosmtpd calls it so
            CountsGreetings.greetings += 1
            session.host_name = hostname
            return responses

    inbox = CountsGreetings()
    smtp_server(inbox)
    for _number in range(3):
        make_mail()

    send_due()

    assert (len(inbox.mails), CountsGreetings.greetings) == (3, 1)


def test_a_server_that_hangs_up_after_the_text_leaves_a_doubt(smtp_server):
    inbox = HangsUpAfterData()
    smtp_server(inbox)
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert (mail.state, len(inbox.mails)) == (State.IN_DOUBT, 1)
    assert mail.last_error.startswith("SMTPServerDisconnected: ")


def test_an_answer_that_is_none_leaves_a_doubt(smtp_server):
    smtp_server(Says("DATA", "well, who knows"))
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert mail.state == State.IN_DOUBT
    assert mail.last_error.endswith("who knows")


def test_a_doubt_sent_again_by_a_person_keeps_its_message_id(smtp_server):
    inbox = HangsUpAfterData()
    smtp_server(inbox)
    mail = make_mail()
    send_due()
    mail.refresh_from_db()

    resend_in_doubt(mail=mail, by=make_user("fede@f.example"))
    send_due()

    mail.refresh_from_db()
    line = f"Message-ID: {mail.message_id}".encode()
    assert mail.state == State.SENT
    assert [line in content for _sender, _recipients, content in inbox.mails] == [True, True]


@pytest.mark.parametrize(
    ("command", "reply", "state"),
    [
        ("RCPT", "550 no such user", State.FAILED),
        ("RCPT", "450 try later", State.QUEUED),
        ("MAIL", "421 too busy", State.QUEUED),
        ("MAIL", "530 sign in first", State.QUEUED),
        ("DATA", "554 looks like spam", State.FAILED),
        ("DATA", "452 disk full", State.QUEUED),
    ],
)
def test_a_refusal_is_certain(smtp_server, command, reply, state):
    smtp_server(Says(command, reply))
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (state, reply)


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_server_that_hangs_up_before_the_text_leaves_no_doubt(smtp_server, command):
    smtp_server(Says(command, ""))
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert mail.last_error.startswith("SMTPServerDisconnected: ")


def test_a_server_that_is_away_is_tried_again(settings, smtp_server):
    smtp_server(Inbox())
    settings.EMAIL_URL = "smtp://127.0.0.1:9?timeout=2"
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert mail.last_error.startswith("ConnectionRefusedError: ")


def test_a_new_connection_follows_a_refusal(smtp_server):
    class RefusesBob(Inbox):
        async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- aiosmtpd calls it so
            if address.startswith("bob"):
                return "550 no Bob here"
            envelope.rcpt_tos.append(address)
            return "250 ok"

    inbox = RefusesBob()
    smtp_server(inbox)
    make_mail(to_email="bob@a.example")
    make_mail(to_email="alice@a.example")

    send_due()

    assert [recipients for _sender, recipients, _content in inbox.mails] == [["alice@a.example"]]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "smtp", "", "", 30.0)),
        ("smtps://u%40x:p%2Fw@mail.example", ("mail.example", 465, "smtps", "u@x", "p/w", 30.0)),
        ("smtp+starttls://mail.example:2525?timeout=7", ("mail.example", 2525, "smtp+starttls", "", "", 7.0)),
    ],
)
def test_the_address_of_a_server(settings, url, expected):
    settings.EMAIL_URL = url

    way_out = transport_from_settings()

    assert (
        way_out.host, way_out.port, way_out.security, way_out.user, way_out.password, way_out.timeout_seconds,
    ) == expected  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return path


def _tls(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def test_tls_from_the_first_byte(smtp_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    inbox = Inbox()
    smtp_server(inbox, scheme="smtps", ssl_context=_tls(certificate))
    make_mail()

    send_due()

    assert len(inbox.mails) == 1


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("app:p%2Fw@", (State.SENT, "")),
        ("app:wrong@", (State.QUEUED, "535 5.7.8 Authentication credentials invalid")),
    ],
)
def test_starttls_and_a_password(smtp_server, certificate, monkeypatch, login, expected):
    def knows(_server, _session, _envelope, _mechanism, said):
        return AuthResult(success=said.login == b"app" and said.password == b"p/w", handled=False)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    options = {"tls_context": _tls(certificate), "require_starttls": True, "authenticator": knows}
    smtp_server(Inbox(), scheme="smtp+starttls", login=login, auth_required=True, **options)
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == expected


def test_a_server_whose_name_is_not_proven_gets_nothing(smtp_server, certificate):
    inbox = Inbox()
    smtp_server(inbox, scheme="smtp+starttls", tls_context=_tls(certificate))
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert (mail.state, inbox.mails) == (State.QUEUED, [])
    assert mail.last_error.startswith("SSLCertVerificationError: ")
