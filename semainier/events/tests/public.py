"""The scenery of the public side: events that are published, hidden ones in every way, what a page says."""

import datetime as dt
import re
from collections.abc import Callable
from itertools import product
from typing import Any

from semainier.core.clock import PARIS
from semainier.events.models import Audience, Event, Moderation

PROGRAMME = "/semaine-2026/programme/"
FEEDS = ("ics", "rss", "json", "geojson", "csv")
MakeEvent = Callable[..., Event]


def show(make_event: MakeEvent, **fields: Any) -> Event:
    """Make an event of the public programme; `moderation`, `status` and the like are written as given."""
    states = {"moderation": Moderation.PUBLISHED}
    for name in ("moderation", "status", "status_note", "sequence", "published_at"):
        if name in fields:
            states[name] = fields.pop(name)
    event = make_event(**fields)
    Event.objects.filter(pk=event.pk).update(**states)
    event.refresh_from_db()
    return event


def paris(day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    """Return an hour of June 2026 in Paris."""
    return dt.datetime(2026, 6, day, hour, minute, tzinfo=PARIS)


def on(day: int, hour: int = 10, hours: int = 2) -> dict[str, dt.datetime]:
    return {"starts_at": paris(day, hour), "ends_at": paris(day, hour) + dt.timedelta(hours=hours)}


def hidden_states() -> list[tuple[str, str]]:
    """Return every pair of moderation and audience that must not leave the house."""
    return [
        (moderation, audience)
        for moderation, audience in product(Moderation.values, Audience.values)
        if (moderation, audience) != (Moderation.PUBLISHED, Audience.PUBLIC)
    ]


def words(html: str) -> str:
    """Return what one reads of a page: no tags, one space between words."""
    body = re.sub(r"(?s)<head>.*?</head>|<svg.*?</svg>", " ", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()
