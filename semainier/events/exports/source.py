"""What every writer of the programme needs to know of an event besides itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from semainier.campaigns.models import Edition
from semainier.core.addresses import absolute_url
from semainier.core.typography import typo
from semainier.events.models import Event, EventQuerySet

# So many rows are in memory at a time, whatever the size of the programme.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A programme to write: the edition, its events in order, the address of the page with the same filters."""

    edition: Edition
    events: EventQuerySet
    page_url: str

    def rows(self) -> Iterator[Event]:
        return self.events.iterator(chunk_size=CHUNK)


def page_url(edition: Edition, query: str = "") -> str:
    """Return the full address of the programme in the language in use."""
    return absolute_url("events:programme", edition.slug, language=get_language() or "fr") + query


def host() -> str:
    """Return the host that makes identifiers worldwide: it must never change for an installation."""
    return urlsplit(settings.SEMAINIER_URL).hostname or "localhost"


def event_url(programme_url: str, event: Event) -> str:
    return f"{programme_url.partition('?')[0]}{event.slug}/"


def picture_url(event: Event) -> str | None:
    return f"{settings.SEMAINIER_URL}{event.picture.url}" if event.picture else None


def place_words(event: Event) -> str:
    """Return the place on one line: « Jardin du bâtiment C, 3 rue des Lilas, 33310 Lormont »."""
    town = f"{event.postcode} {event.city}".strip()
    return ", ".join(part for part in (event.venue, event.address, town) if part)


def organiser(event: Event) -> dict[str, Any]:
    return {"name": typo(event.organisation.name), "siren": event.organisation.siren or None}
