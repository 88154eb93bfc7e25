"""What every writer of the programme needs to know of an event besides itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition
from semainier.core.addresses import absolute_url
from semainier.core.batches import batched
from semainier.core.words import day_words
from semainier.events.models import Admission, Event, EventQuerySet, Status
from semainier.events.queries.dates import load_dates

# So many rows are in memory at a time, whatever the size of the programme.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A programme to write: the edition, its events in order, the addresses of its page and of the feed.

    With `days` (of the calendar of the places) a calendar holds the dates on these days only.
    """

    edition: Edition
    events: EventQuerySet
    page_url: str
    feed_url: str = ""
    days: tuple[str, ...] = ()

    def rows(self, *order: str) -> Iterator[Event]:
        """Yield the events with their dates. One query, one more for each chunk in which some have several dates."""
        events = self.events.order_by(*order) if order else self.events
        for chunk in batched(events.iterator(chunk_size=CHUNK), CHUNK):
            yield from load_dates(chunk)


def page_url(edition: Edition, query: str = "") -> str:
    """Return the full address of the programme in the language in use."""
    return absolute_url("events:programme", edition.slug, language=get_language() or "fr") + query


def host() -> str:
    """Return the host that makes identifiers worldwide: it must never change for an installation."""
    return urlsplit(settings.SEMAINIER_URL).hostname or "localhost"


def event_url(programme_url: str, event: Event) -> str:
    return f"{programme_url.partition('?')[0]}{event.slug}/"


def picture_url(event: Event) -> str | None:
    return urljoin(settings.SEMAINIER_URL, event.picture.url) if event.picture else None


def place_words(event: Event) -> str:
    """Return the place on one line: « Jardin du bâtiment C, 3 rue des Lilas, 33310 Lormont »."""
    town = f"{event.postcode} {event.city}".strip()
    return ", ".join(part for part in (event.venue, event.address, town) if part)


def status_words(event: Event) -> str:
    """Return what a visitor must know, « Annulé »; of new dates, when the event was first announced for."""
    if event.is_rescheduled and event.postponed_from is not None:
        day = day_words(event.postponed_from.astimezone(event.tz).date())
        return _("New date (first announced for %(day)s)") % {"day": day}
    return str(Status(event.status).label)


def description_parts(event: Event, url: str) -> list[str]:
    """Return what a calendar or a reader shows under the title: what has changed first, the address last.

    Not `get_…_display`, which translates every choice to find one: a quarter of the time of an export.
    """
    status, note = status_words(event), event.status_note
    changed = _("%(status)s: %(note)s") % {"status": status, "note": note} if note else status
    entry = [str(Admission(event.admission).label), event.booking_url]
    parts = [
        "" if event.status == Status.SCHEDULED else changed,
        event.description,
        " ".join(filter(None, entry)),
        _("Organised by %(name)s") % {"name": event.organisation.name},
        event.contact_email,
        url,
    ]
    return [part for part in parts if part]
