"""What a source would change in an event: not what a person changed here, and nothing that says the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from semainier.events.imports.columns import COLUMN_OF
from semainier.events.imports.upstream.fields import Wish
from semainier.events.imports.upstream.memory import Said
from semainier.events.models import Event, Precision, Status
from semainier.events.queries.dates import Span, iso_of, spans_from_iso, spans_of, spans_words

DATES = "sessions"
# Field -> its name in a report; those of the spreadsheets keep theirs.
WORDS = COLUMN_OF | {
    DATES: "dates",
    "mode": "modalite",
    "online_url": "lien",
    "accessibility": "accessibilite",
    "price": "tarif",
    "contact_email": "contact",
}
# Fields that stand or fall together: who moved the place here has moved all of it.
_PLACE = (
    "venue",
    "address",
    "postcode",
    "city",
    "commune",
    "department",
    "latitude",
    "longitude",
    "precision",
)
_FOLLOW = frozenset({"department", "precision"})  # said by another field already
_NOTHING = {"status": Status.SCHEDULED.value, "kind": "other", "mode": "on_site", "admission": "free"}


@dataclass(slots=True)
class Difference:
    """`new`: fields to write. `held`: fields in which a person's words differ from the source and stay."""

    new: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


def said_by(wish: Wish, status: str | None = None) -> dict[str, str]:
    """Return what the source says, each value as text that can be compared and kept."""
    said = {name: as_text(value) for name, value in wish.fields.items()}
    said[DATES] = _dates_text([(span.start, span.end) for span in wish.dates])
    return said | ({"status": status} if status else {})


def stands_in(event: Event) -> dict[str, str]:
    """Return what stands in the event, in the same form. No query when its sessions are prefetched."""
    stands = {name: as_text(getattr(event, name)) for name in WORDS if name != DATES}
    stands |= {name: as_text(getattr(event, name)) for name in _FOLLOW}
    stands[DATES] = _dates_text(spans_of(event))
    if event.precision != Precision.EXACT:  # the centre of the commune, which nobody gave
        stands |= {"latitude": "", "longitude": "", "precision": ""}
    return stands


def compare(said: Said, stands: Said, last: Said) -> Difference:
    """Compare what a source says with what stands here and what the source said last."""
    found = Difference()
    for group in _groups(said):
        differing = [name for name in group if said[name] != stands[name]]
        if any(_is_edited(name, stands, last) for name in group):
            found.held += differing
        else:
            found.new += differing
    return found


def readable(name: str, text: str, zone: ZoneInfo) -> str:
    """Return a compared value for the eyes of a person, dates in the legal time of the place."""
    if name != DATES or not text:
        return text
    return spans_words(spans_from_iso(text), zone.key)


def shown(names: list[str]) -> list[str]:
    """Return the fields that a report names."""
    return [name for name in names if name not in _FOLLOW]


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, float):
        return f"{value:.6f}"
    return str(getattr(value, "slug", getattr(value, "pk", value))).replace("\r\n", "\n")


def _groups(said: Said) -> list[list[str]]:
    place = [name for name in _PLACE if name in said]
    return [place, *([name] for name in said if name not in _PLACE)]


def _is_edited(name: str, stands: Said, last: Said) -> bool:
    if name in last:
        return stands[name] != last[name]
    return stands[name] not in {"", _NOTHING.get(name, "")}


def _dates_text(spans: Sequence[Span]) -> str:
    """Return dates to the minute, in UTC whatever the zone they come in."""
    return iso_of([(_minute(start), _minute(end)) for start, end in spans])


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(second=0, microsecond=0)
