"""Events from other agendas, OpenAgenda and iCalendar: read, compared with what a person did here, followed up."""

from semainier.events.imports.upstream.addresses import clean_address, is_address
from semainier.events.imports.upstream.fetching import fetch_agenda
from semainier.events.imports.upstream.organisers import organisation_named
from semainier.events.imports.upstream.reading import kind_of
from semainier.events.imports.upstream.run import import_agenda
from semainier.events.imports.upstream.sources import forget_source, keep_source, note_reading, source_for

__all__ = [
    "clean_address",
    "fetch_agenda",
    "forget_source",
    "import_agenda",
    "is_address",
    "keep_source",
    "kind_of",
    "note_reading",
    "organisation_named",
    "source_for",
]
