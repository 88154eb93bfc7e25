"""A row of the outbox as a mail (RFC 5322): the same row always gives the same bytes."""

import re
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from semainier.mailings.models import Mail

# Set here, never by a caller.
OWN_HEADERS = frozenset(
    {
        "auto-submitted", "bcc", "cc", "content-language", "content-type", "date", "from", "message-id",
        "mime-version", "subject", "to", "x-auto-response-suppress",
    }
)  # fmt: skip


def message_host() -> str:
    """Return the host that ends our Message-IDs: that of the public address."""
    host = urlsplit(settings.SEMAINIER_URL).hostname or ""
    return host if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", host) else "localhost"


def address(email: str, name: str = "") -> Address:
    """Return a header's address, with a domain in letters of any script written as DNS wants it."""
    local, _at, domain = email.rpartition("@")
    return Address(display_name=name, username=local, domain=domain.encode("idna").decode("ascii"))


def sender() -> Address:
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address(email, name)


def build_message(mail: Mail) -> EmailMessage:
    """Return the mail: plain text, then its HTML twin; dated from its writing, whatever the attempt."""
    message = EmailMessage(policy=policy.SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.created_at)
    message["From"] = sender()
    message["To"] = address(mail.recipient_email, mail.recipient_name)
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.body_text, cte="quoted-printable")
    if mail.body_html:
        message.add_alternative(mail.body_html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_{mail.message_id.strip('<>').partition('@')[0]}")
    message["Content-Language"] = (
        mail.language
    )  # set last: a further part takes along what was said of the first
    return message
