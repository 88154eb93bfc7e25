"""A web server of the tests' own that answers as a geocoder in the format of the BAN, badly if asked to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import override_settings

from semainier.events.tests.agenda_server import AgendaServer, serving


class Geocoder:
    """`asked`: the questions that came in, with path and headers."""

    def __init__(self, server: AgendaServer) -> None:
        self._server = server

    @property
    def asked(self) -> list[tuple[str, dict[str, str]]]:
        return self._server.asked

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Give this answer to every question from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._server.pages = Anything((status, named, body))

    def find(self, *features: Any) -> None:
        self.give(collection(*features))

    @property
    def url(self) -> str:
        return f"http://{self._server.host}/search/"


class Anything(dict[str, Any]):
    """The same answer whatever is asked."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self._answer = answer

    def get(self, _path: str, _default: Any = None) -> Any:
        return self._answer


@contextmanager
def geocoding() -> Iterator[Geocoder]:
    """Serve on a free port of this machine and set it as the geocoder."""
    with serving() as server:
        geocoder = Geocoder(server)
        geocoder.find()
        with override_settings(GEOCODER_URL=geocoder.url):
            yield geocoder


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(**changes: Any) -> dict[str, Any]:
    """Return a door of Lormont as the BAN tells it; `point` is longitude, latitude."""
    point = changes.pop("point", [-0.523456, 44.870001])
    said = {
        "label": "3 Rue de la Pépinière 33310 Lormont",
        "score": 0.91,
        "type": "housenumber",
        "citycode": "33249",
        "postcode": "33310",
        **changes,
    }
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": said}
