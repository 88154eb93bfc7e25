"""The programme as a spreadsheet, in the columns that the import reads."""

from collections.abc import Iterator
from typing import Any

from semainier.core.sheets import csv_lines
from semainier.events.exports.source import Source
from semainier.events.models import Event
from semainier.events.queries.dates import iso_of, spans_of
from semainier.events.vocabulary import ADMISSIONS, AUDIENCES, KINDS, STATUSES, word_of

COLUMNS = (
    "identifiant", "organisme_siren", "titre", "description", "theme", "type", "debut", "fin",
    "lieu", "adresse", "code_postal", "commune", "code_insee", "latitude", "longitude",
    "public", "acces", "inscription_url", "statut",
)  # fmt: skip

DATES = "dates"


def write_csv(source: Source) -> Iterator[str]:
    """Yield a head and one line per event; no cell runs as a formula. Queries as `Source.rows`, memory does not grow.

    After the columns of the import one more tells the dates of an event that has several; the import leaves it alone.
    """
    yield from csv_lines(
        (*COLUMNS, DATES), ([*event_cells(event), dates_cell(event)] for event in source.rows())
    )


def event_cells(event: Event) -> list[Any]:
    """Return an event in the order of COLUMNS; hours in the legal time of the place, with their offset."""
    return [
        event.external_id or str(event.uid),
        event.organisation.siren,
        event.title,
        event.description,
        event.theme.slug if event.theme else "",
        word_of(KINDS, event.kind),
        event.starts_at.astimezone(event.tz).isoformat() if event.starts_at else "",
        event.ends_at.astimezone(event.tz).isoformat() if event.ends_at else "",
        event.venue,
        event.address,
        event.postcode,
        event.city,
        event.commune_id,
        event.latitude,
        event.longitude,
        word_of(AUDIENCES, event.audience),
        word_of(ADMISSIONS, event.admission),
        event.booking_url,
        word_of(STATUSES, event.status),
    ]


def dates_cell(event: Event) -> str:
    """Return several dates as `beginning/end` (ISO 8601), one space between them; empty for one date."""
    if event.session_count == 1:
        return ""
    zone = event.tz
    return iso_of([(first.astimezone(zone), last.astimezone(zone)) for first, last in spans_of(event)])
