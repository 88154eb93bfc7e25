"""The zone that a name in a calendar means: of the world's list, of Windows, or written out in the file."""

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
# Names that Outlook and others write instead.
_WINDOWS |= {
    "(utc+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
    "(gmt+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
    "gmt": "UTC",
    "z": "UTC",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "met": "Europe/Paris",
}
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?")
_FIXED = re.compile(r"(?:UTC|GMT)([+-]\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_LARGEST = 14 * 60  # minutes from UTC anywhere in the world


def zone_named(name: str) -> dt.tzinfo | None:
    """Return the zone of a name, forgiving quotes and the prefixes of old programs; None for an unknown one."""
    name = name.strip().strip("\"'").strip()
    if name.lower() in _WINDOWS:
        return ZoneInfo(_WINDOWS[name.lower()])
    parts = [part for part in name.split("/") if part]
    for length in (len(parts), 3, 2):  # “/mozilla.org/20050126_1/Europe/Paris” ends with the name
        if length and (zone := _listed("/".join(parts[-length:]))):
            return zone
    return _fixed(name)


def offset_of(text: str) -> dt.timezone | None:
    """Return the fixed zone of “+0200”; None when no place of the world has it."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if int(match[3]) > 59 or minutes > _LARGEST:  # noqa: PLR2004 -- minutes of an hour
        return None
    return dt.timezone(dt.timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _listed(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _fixed(name: str) -> dt.timezone | None:
    if match := _FIXED.fullmatch(name):
        sign, hours = match[1][0], match[1][1:]
        return offset_of(f"{sign}{int(hours):02d}{match[2] or '00'}")
    return None
