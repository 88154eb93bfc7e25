"""The queue as a table that leaves the house: the columns of events, then what the desk adds."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from semainier.events.models import Event, EventQuerySet
from semainier.events.queries.desk import QueueRow, rows_of
from semainier.events.vocabulary import ADMISSIONS, AUDIENCES, KINDS, STATUSES, word_of
from semainier.organisations.access import Reach

# The columns in which events are imported and exported, in the order of the format.
HEADER = (
    "identifiant", "organisme_siren", "titre", "description", "theme", "type", "debut", "fin",
    "lieu", "adresse", "code_postal", "commune", "code_insee",
    "latitude", "longitude", "public", "acces", "inscription_url", "statut",
    "organisme", "departement", "moderation", "depuis", "jours_ouvres", "a_voir",
)  # fmt: skip
_CHUNK = 200


def desk_rows(events: EventQuerySet, reach: Reach) -> Iterator[list[Any]]:
    """Yield one line per event of the queue, read by chunks: constant memory, three queries a chunk."""
    source: Iterable[Event] = events.select_related(
        "organisation", "edition", "theme", "department", "commune"
    ).iterator(_CHUNK)
    stream = iter(source)
    while chunk := list(islice(stream, _CHUNK)):
        yield from (_line(row) for row in rows_of(chunk, reach))


def _line(row: QueueRow) -> list[Any]:
    event = row.event
    return [
        event.external_id or str(event.uid),
        event.organisation.siren,
        event.title,
        event.description,
        event.theme.slug if event.theme else "",
        word_of(KINDS, event.kind),
        _iso(event, "starts_at"),
        _iso(event, "ends_at"),
        event.venue,
        event.address,
        event.postcode,
        event.city,
        event.commune_id or "",
        event.latitude,
        event.longitude,
        word_of(AUDIENCES, event.audience),
        word_of(ADMISSIONS, event.admission),
        event.booking_url,
        word_of(STATUSES, event.status),
        event.organisation.name,
        event.department_id or "",
        event.get_moderation_display(),
        row.since.astimezone(event.tz).isoformat(timespec="minutes"),
        row.waited,
        ", ".join(flag.word for flag in row.flags),
    ]


def _iso(event: Event, name: str) -> str:
    value = getattr(event, name)
    return value.astimezone(event.tz).isoformat(timespec="minutes") if value else ""
