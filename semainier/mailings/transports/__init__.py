"""Ways out of the outbox, chosen by EMAIL_URL."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from semainier.mailings.providers import current_provider
from semainier.mailings.transports.base import InDoubtError, RefusedError, Transport
from semainier.mailings.transports.folder import FolderTransport
from semainier.mailings.transports.smtp import PORTS, SmtpTransport

__all__ = [
    "FolderTransport",
    "InDoubtError",
    "RefusedError",
    "SmtpTransport",
    "Transport",
    "transport_from_settings",
]


def transport_from_settings() -> Transport:
    """Return the way out that EMAIL_URL names. Opens nothing yet. Raises ImproperlyConfigured."""
    current_provider()  # a provider that is not known stops the worker, not one mail after the other
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme == "folder":
        return FolderTransport(unquote(parts.path))
    if parts.scheme in PORTS:
        return SmtpTransport(
            host=parts.hostname or "localhost",
            port=parts.port or PORTS[parts.scheme],
            security=parts.scheme,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            timeout_seconds=float(parse_qs(parts.query).get("timeout", ["30"])[0]),
        )
    raise ImproperlyConfigured(
        f"EMAIL_URL: {parts.scheme or 'nothing'}:// is no way to send mail; "
        "write folder:///path, smtp://, smtps:// or smtp+starttls://host:port."
    )
