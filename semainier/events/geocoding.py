"""Where an address lies, asked of a service that answers as the Base Adresse Nationale does (GeoJSON).

Off unless GEOCODER_URL is set. What people typed goes to that service, from the server; nothing else does.
"""

import http.client
import json
import logging
import math
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core import signing

SECONDS = 3.0
MAX_BYTES = 256 * 1024
MOST = 5
# Below this the service itself doubts: the answer is rather another place.
LOWEST_SCORE = 0.5
_EXACT = frozenset({"housenumber", "street"})
_KINDS = _EXACT | {"locality", "municipality"}
_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_SALT = "events.geocoding"
_MOST_SIGNS = 200
logger = logging.getLogger(__name__)

# South, west, north, east: the mainland with Corsica, then each territory overseas.
_FRANCE = (
    (41.2, -5.3, 51.2, 9.7), (15.7, -61.9, 16.6, -60.9), (14.3, -61.3, 15.0, -60.7), (2.0, -54.7, 6.0, -51.5),
    (-21.5, 55.1, -20.8, 55.9), (-13.1, 44.9, -12.5, 45.4), (46.6, -56.6, 47.2, -56.0), (17.8, -63.3, 18.2, -62.7),
    (-14.5, -178.4, -13.1, -176.0), (-28.0, -155.0, -7.5, -134.0), (-23.1, 158.0, -17.9, 172.2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A place that the service found; `citycode` is the INSEE code of the commune, or of an arrondissement."""

    label: str
    kind: str
    score: float
    latitude: float
    longitude: float
    citycode: str
    postcode: str

    @property
    def is_exact(self) -> bool:
        """Whether the point is that of a door or a street, rather than the middle of a village."""
        return self.kind in _EXACT

    @property
    def token(self) -> str:
        """Return the value of the choice: it comes back unchanged or not at all."""
        return signing.dumps(asdict(self), salt=_SALT)


class NoAnswer(Exception):
    """The service gave no answer that can be used."""


def is_on() -> bool:
    return bool(settings.GEOCODER_URL)


def is_in_france(latitude: float, longitude: float) -> bool:
    """Whether the point lies in the mainland's or an overseas territory's frame; the sea around counts."""
    return any(s <= latitude <= n and w <= longitude <= e for s, w, n, e in _FRANCE)


def address_of_token(token: str) -> Address | None:
    """Return the address that was offered under this value; None for anything else."""
    try:
        return Address(**signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError):
        return None


def find_addresses(text: str) -> list[Address]:
    """Return up to five places that fit, the best first. Raises NoAnswer; takes three seconds at most.

    No redirection is followed and no proxy is used: the address goes to the configured service only.
    """
    link = "&" if "?" in settings.GEOCODER_URL else "?"
    question = urlencode({"q": text[:_MOST_SIGNS], "limit": MOST})
    try:
        return addresses_in(_fetch(f"{settings.GEOCODER_URL}{link}{question}"))
    except NoAnswer as error:
        logger.warning("The geocoder gives no answer: %s", error)
        raise


def _fetch(address: str) -> bytes:
    try:
        with _answer(address) as answer:
            if answer.status != HTTPStatus.OK:
                raise NoAnswer(f"status {answer.status}")
            body = answer.read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES or answer.length:
                raise NoAnswer("too big, or cut off")
            return body
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error


def addresses_in(body: bytes) -> list[Address]:
    """Read the answer, leaving out what is doubtful or odd. Raises NoAnswer for what is no such answer."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoAnswer("not JSON") from error
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list):
        raise NoAnswer("no features")
    read = [found for feature in features if (found := _address(feature)) is not None]
    once = {found.label: found for found in sorted(read, key=lambda found: found.score)}
    return sorted(once.values(), key=lambda found: -found.score)[:MOST]


def _address(feature: Any) -> Address | None:
    try:
        said, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"][:2]
        found = Address(
            label=_line(said["label"]),
            kind=str(said["type"]),
            score=float(said["score"]),
            latitude=round(float(latitude), 6),
            longitude=round(float(longitude), 6),
            citycode=str(said["citycode"]),
            postcode=str(said.get("postcode") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    return found if _is_usable(found) else None


def _is_usable(found: Address) -> bool:
    return (
        bool(found.label)
        and found.kind in _KINDS
        and math.isfinite(found.score)
        and found.score >= LOWEST_SCORE
        and is_in_france(found.latitude, found.longitude)
        and bool(_CODE.fullmatch(found.citycode))
        and (not found.postcode or bool(re.fullmatch(r"[0-9]{5}", found.postcode)))
    )


def _line(text: Any) -> str:
    line = " ".join(str(text).split())[:_MOST_SIGNS]
    return "".join(sign for sign in line if sign.isprintable())


@contextmanager
def _answer(address: str) -> Iterator[http.client.HTTPResponse]:
    """Ask for an address; a clock shuts the connection that gives a byte now and then."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    begun = time.monotonic()
    connection.connect()
    clock = threading.Timer(max(0.0, SECONDS - (time.monotonic() - begun)), _shut, [connection.sock])
    clock.daemon = True
    clock.start()
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close"}
    headers["User-Agent"] = f"Semainier (+{settings.SEMAINIER_URL})"
    try:
        connection.request("GET", f"{parts.path or '/'}?{parts.query}", headers=headers)
        yield connection.getresponse()
    finally:
        clock.cancel()
        connection.close()


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        opened.shutdown(socket.SHUT_RDWR)
