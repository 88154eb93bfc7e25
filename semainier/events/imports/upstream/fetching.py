"""Read an address: checked at every step, bounded in size and time, no proxy, no cookie."""

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from semainier.events.imports.upstream.addresses import Target, checked_addresses, target_of
from semainier.events.imports.upstream.limits import MAX_BYTES, bad_agenda, too_big
from semainier.events.imports.upstream.openagenda import next_page
from semainier.events.imports.upstream.reading import kind_of
from semainier.events.models import SourceKind

MOST_SECONDS = 60.0  # for the whole of an agenda, all its pages
_MOST_PAGES = 400
_MOST_REDIRECTIONS = 4
_CONNECT_SECONDS = 10.0
_PIECE = 64 * 1024
_MOVED = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)


def fetch_agenda(address: str, *, seconds: float = MOST_SECONDS) -> BytesIO:
    """Return the agenda at an address, the pages of OpenAgenda's interface put together.

    Raises DomainError `agenda.…`: host not allowed, private network, too big, too slow, no or another answer.
    """
    deadline = time.monotonic() + seconds
    first = _fetch(address, MAX_BYTES, deadline)
    if kind_of(BytesIO(first)) != SourceKind.OPENAGENDA or not (after := next_page(first)):
        return BytesIO(first)
    return BytesIO(_with_next_pages(address, first, after, deadline))


def _with_next_pages(address: str, first: bytes, after: list[str], deadline: float) -> bytes:
    whole: dict[str, Any] = json.loads(first)
    size, seen = len(first), {tuple(after)}
    for _page in range(_MOST_PAGES):
        link = "&" if "?" in address else "?"
        page = _fetch(
            address + link + urlencode([("after[]", part) for part in after]), MAX_BYTES - size, deadline
        )
        after = next_page(page)
        whole["events"] += json.loads(page).get("events", ())
        size += len(page)
        if not after or tuple(after) in seen:
            break
        seen.add(tuple(after))
    whole.pop("after", None)
    return json.dumps(whole, ensure_ascii=False).encode()


def _fetch(address: str, limit: int, deadline: float) -> bytes:
    target = target_of(address)
    for _step in range(_MOST_REDIRECTIONS):
        with _answer(target, deadline) as answer:
            if answer.status not in _MOVED:
                return _body(answer, target, limit, deadline)
            address = urljoin(address, answer.headers.get("Location", ""))
        following = target_of(address)
        if target.is_secure and not following.is_secure:
            raise bad_agenda(
                "address", _("%(host)s leads to an address without https.") % {"host": target.host}
            )
        target = following
    raise bad_agenda("no_answer", _("%(host)s leads from one address to the next.") % {"host": target.host})


def _body(answer: http.client.HTTPResponse, target: Target, limit: int, deadline: float) -> bytes:
    if answer.status != HTTPStatus.OK:
        values = {"host": target.host, "status": answer.status}
        raise bad_agenda("no_answer", _("%(host)s answers %(status)s.") % values)
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise bad_agenda(
            "packed", _("%(host)s packs its answer although asked not to.") % {"host": target.host}
        )
    pieces, size = [], 0
    while piece := answer.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise too_big()
        _check_time(deadline, target)
    if answer.length:  # announced and not given
        raise http.client.IncompleteRead(b"", answer.length)
    _check_time(deadline, target)  # a connection closed by the clock ends like one that has told all
    return b"".join(pieces)


@contextmanager
def _answer(target: Target, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """Ask for an address; whatever breaks on the way is one sentence. A clock ends what drips too slowly."""
    connection = http.client.HTTPConnection(target.host, target.port)
    clock = _Clock(deadline)
    try:
        connection.sock = clock.watch(_connected(target, deadline))
        if target.is_secure:
            secure = ssl.create_default_context().wrap_socket(
                connection.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            connection.sock = clock.watch(secure)
            secure.do_handshake()
        connection.request("GET", target.path, headers=_headers(target))
        with connection.getresponse() as answer:
            yield answer
    except (OSError, http.client.HTTPException, ValueError) as error:
        _check_time(deadline, target)
        reason = _("%(host)s gives no whole answer.") % {"host": target.host}
        raise bad_agenda("no_answer", reason) from error
    finally:
        clock.stop()
        connection.close()


class _Clock:
    """Shuts the connection down at the deadline: one that gives a byte now and then never times out itself."""

    def __init__(self, deadline: float) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._shut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, opened: socket.socket) -> socket.socket:
        self._socket = opened
        return opened

    def stop(self) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it is closed already
                self._socket.shutdown(socket.SHUT_RDWR)


def _connected(target: Target, deadline: float) -> socket.socket:
    """Connect to the first checked address that answers."""
    problem: OSError | None = None
    for address in checked_addresses(target):
        _check_time(deadline, target)
        left = max(0.1, min(_CONNECT_SECONDS, deadline - time.monotonic()))
        try:
            return socket.create_connection((address, target.port), timeout=left)
        except OSError as error:
            problem = error
    raise problem or OSError


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.authority,
        "User-Agent": f"Semainier (+{settings.SEMAINIER_URL})",
        "Accept": "text/calendar, application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _check_time(deadline: float, target: Target) -> None:
    if time.monotonic() >= deadline:
        raise bad_agenda("too_slow", _("%(host)s takes too long to answer.") % {"host": target.host})
