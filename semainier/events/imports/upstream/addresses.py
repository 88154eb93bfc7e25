"""Which web addresses may be read: hosts that the operator allows, never a private network.

A name is resolved once and the connection goes to the address that was checked: a name that answers otherwise the
second time (DNS rebinding) leads nowhere else. Every step of a redirection is checked in the same way.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from semainier.events.imports.upstream.limits import bad_agenda

LONGEST = 500
_PORTS = {"http": 80, "https": 443}
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
# An IPv4 address inside an IPv6 one: translated (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, its host allowed."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def is_address(text: str) -> bool:
    """Whether a text is meant as a web address, rather than as the name of a file."""
    return text.strip().lower().startswith(("http://", "https://", "webcal://", "webcals://"))


def clean_address(text: str) -> str:
    """Return the address as it is kept: without fragment, webcal as https. Raises as `target_of`."""
    text = re.sub(r"^webcals?://", "https://", text.strip(), flags=re.IGNORECASE)
    target = target_of(text)
    address = urlunsplit((target.scheme, target.authority, *urlsplit(text)[2:4], ""))
    if len(address) > LONGEST:
        raise bad_agenda("address", _("This address is longer than 500 signs."), "")
    return address


def target_of(address: str) -> Target:
    """Take an address apart; raises DomainError `agenda.address` or `agenda.host_not_allowed`."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in _PORTS or not host or parts.username is not None or _ODD.search(address):
        raise bad_agenda(
            "address",
            _("This is not a web address that can be read."),
            _("It begins with https:// and holds neither a name nor a password."),
        )
    path = iri_to_uri(urlunsplit(("", "", parts.path or "/", parts.query, "")))
    target = Target(parts.scheme, host, port or _PORTS[parts.scheme], path)
    if target.authority not in settings.IMPORT_HOSTS:
        raise bad_agenda(
            "host_not_allowed",
            _("Addresses on %(host)s are not read here.") % {"host": target.authority},
            _("Save the agenda as a file and send that, or ask your operator to allow this host."),
        )
    return target


def checked_addresses(target: Target) -> list[str]:
    """Resolve the host once; raises DomainError when it is unknown or one of its addresses is private."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise bad_agenda("no_answer", _("%(host)s does not exist.") % {"host": target.host}) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(map(_may_be_reached, addresses)):
        raise bad_agenda(
            "private_network",
            _("%(host)s leads into a private network: it is not read.") % {"host": target.host},
            _("Save the agenda as a file and send that."),
        )
    return addresses


def _may_be_reached(text: str) -> bool:
    address: _Address = ipaddress.ip_address(text.partition("%")[0])
    if any(address in ipaddress.ip_network(network) for network in settings.IMPORT_PRIVATE_NETWORKS):
        return True
    return is_public(address)


def is_public(address: _Address) -> bool:
    """Whether an address belongs to the public network, and so does the one that it may carry inside."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address.sixtofour or address.teredo:
            return False
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved
