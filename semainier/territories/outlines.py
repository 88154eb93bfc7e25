"""The outlines of the metropolitan departments as paths of a small drawing, made once from the shipped file."""

import json
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

# The window of metropolitan France in degrees, and the width of the drawing.
_WEST, _NORTH, _EAST, _SOUTH = -5.2, 51.1, 9.7, 41.3
_MIDDLE = math.radians(46.5)
WIDTH = 600
HEIGHT = round(WIDTH * (_NORTH - _SOUTH) / ((_EAST - _WEST) * math.cos(_MIDDLE)))
OVERSEAS_PREFIX = "97"
_FILE = "territories/departments.geojson"
_MARGIN = 2
_POINT = re.compile(r"(\d+) (\d+)")


@lru_cache(maxsize=1)
def department_paths() -> dict[str, str]:
    """Return code -> SVG path in a frame of WIDTH × HEIGHT; the overseas departments are at their place, so not in it.

    No query. Equal-area enough for France: longitudes are narrowed by the cosine of the middle latitude.
    """
    return {
        feature["properties"]["code"]: _path(feature["geometry"])
        for feature in _collection()["features"]
        if not feature["properties"]["code"].startswith(OVERSEAS_PREFIX)
    }


def frame_of(paths: Iterable[str]) -> str:
    """Return the `viewBox` that just holds these paths, with a margin; the whole country without any."""
    points = [tuple(map(int, point)) for path in paths for point in _POINT.findall(path)]
    if not points:
        return f"0 0 {WIDTH} {HEIGHT}"
    (left, right), (top, bottom) = ((min(line), max(line)) for line in zip(*points, strict=True))
    return f"{left - _MARGIN} {top - _MARGIN} {right - left + 2 * _MARGIN} {bottom - top + 2 * _MARGIN}"


def _collection() -> dict[str, Any]:
    found = finders.find(_FILE) or staticfiles_storage.path(_FILE)
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 -- finders answer in strings
        collection: dict[str, Any] = json.load(file)
    return collection


def _path(geometry: dict[str, Any]) -> str:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return "".join(f"M{_ring(ring)}Z" for polygon in polygons for ring in polygon)


def _ring(ring: Iterable[tuple[float, float]]) -> str:
    scale = WIDTH / ((_EAST - _WEST) * math.cos(_MIDDLE))
    points = (
        (round((lon - _WEST) * math.cos(_MIDDLE) * scale), round((_NORTH - lat) * scale)) for lon, lat in ring
    )
    return "L".join(f"{x} {y}" for x, y in dict.fromkeys(points))
