"""A place told in one line, as calendars do: “Jardin, 3 rue des Lilas, 33310 Lormont”."""

import math
import re

from django.utils.translation import gettext as _

from semainier.events.imports.upstream.incoming import Coordinates, Incoming, Where
from semainier.events.imports.upstream.plain import plain_line, plain_text, web_address

_TOWN = re.compile(r"(?<!\d)(\d{5})\s+([^,;\n\d]{2,60})")
_LINK = re.compile(r"https?://\S+")
_COUNTRY = re.compile(r"(?:,\s*)?\bfrance\s*$", re.IGNORECASE)
_LARGEST = (90, 180)  # degrees


def where_of(location: str, geo: str, event: Incoming) -> tuple[Where, str]:
    """Return the place that a line tells, and the web address that it holds; the postcode leads to the town."""
    text, _markup = plain_text(location.replace("\\n", "\n"))
    link = web_address(found[0].rstrip(".,;")) if (found := _LINK.search(text)) else ""
    text = _COUNTRY.sub("", _LINK.sub("", text)).strip(" ,;\n-–")
    point = point_of(*geo.partition(";")[::2], event) if geo else None
    town = _TOWN.search(text)
    if town is None:
        return Where(venue=plain_line(text), point=point), link
    before = [plain_line(part) for part in re.split(r"[,;\n]", text[: town.start()])]
    parts = [part for part in before if part]
    venue, address = (parts[0], parts[1:]) if len(parts) > 1 else ("", parts)
    return Where(venue, ", ".join(address), town[1], plain_line(town[2]).strip(" -–()"), "", point), link


def point_of(latitude: object, longitude: object, event: Incoming) -> Coordinates | None:
    """Return a point of the earth; one that is none is left out, and 0, 0 means that nobody placed it."""
    try:
        point = float(str(latitude).strip()), float(str(longitude).strip())
    except ValueError:
        point = (math.nan, math.nan)
    if point == (0.0, 0.0):
        return None
    if all(
        math.isfinite(value) and abs(value) <= limit for value, limit in zip(point, _LARGEST, strict=True)
    ):
        return point
    event.say(_("Its point on the map cannot be read and was left out."))
    return None
