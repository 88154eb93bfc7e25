"""A row of the outbox as a mail (RFC 5322): the same row always gives the same bytes."""

import re
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from semainier.mailings.models import Mail
from semainier.mailings.providers import IDENTIFYING_HEADERS, current_provider

# Set here, never by a caller.
OWN_HEADERS = frozenset(
    {
        "auto-submitted", "bcc", "cc", "content-language", "content-type", "date", "from", "message-id",
        "mime-version", "subject", "to", "x-auto-response-suppress",
        "list-id", "list-unsubscribe", "list-unsubscribe-post",
    }
)  # fmt: skip


class OnOneLine(UnstructuredHeader):
    """A header with one long word, an address or an identifier: encoded or folded, nobody could read it."""

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


HEADERS = HeaderRegistry()
for name in ("list-id", "list-unsubscribe", *IDENTIFYING_HEADERS):
    HEADERS.map_to_type(name, OnOneLine)  # type: ignore[arg-type]
POLICY = policy.SMTP.clone(header_factory=HEADERS)


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


def return_address() -> Address:
    """Return where a mail comes back to when it cannot be delivered: the sender, unless the operator names another."""
    return address(settings.RETURN_ADDRESS) if settings.RETURN_ADDRESS else sender()


def own_domains() -> frozenset[str]:
    """Return the domains that are ours: that of the sender and that of the public address."""
    return frozenset({sender().domain.lower(), message_host()})


def build_message(mail: Mail) -> EmailMessage:
    """Return the mail: plain text, then its HTML twin; dated from its writing or its hour, whatever the attempt."""
    message = EmailMessage(policy=POLICY)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.not_before or mail.created_at)
    message["From"] = sender()
    message["To"] = address(mail.recipient_email, mail.recipient_name)
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    provider = current_provider()
    for name, value in (mail.headers | (provider.headers(mail.message_id) if provider else {})).items():
        message[name] = value
    message.set_content(mail.body_text, cte="quoted-printable")
    if mail.body_html:
        message.add_alternative(mail.body_html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_{mail.message_id.strip('<>').partition('@')[0]}")
    message["Content-Language"] = (
        mail.language
    )  # set last: a further part takes along what was said of the first
    return message
