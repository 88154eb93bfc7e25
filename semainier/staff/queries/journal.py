"""The journal as a page and as an export show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from semainier.audit.models import AuditEntry
from semainier.audit.queries import JournalFilters, journal
from semainier.campaigns.models import Edition
from semainier.core.clock import PARIS
from semainier.organisations.models import Organisation
from semainier.staff.verbs import word_of_verb

EXPORT_HEADER = ("quand", "qui", "geste", "code", "sur", "organisme", "edition", "details")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal in words; `changes` are what was and what is, where the line holds such."""

    entry: AuditEntry
    word: str
    organisation: str
    edition: str
    changes: list[tuple[str, str, str]]
    details: list[tuple[str, str]]


def journal_lines(entries: Iterable[AuditEntry]) -> list[JournalLine]:
    """Return the lines with the names of their organisation and edition. Two queries."""
    entries = list(entries)
    organisations = Organisation.objects.in_bulk({e.organisation_id for e in entries if e.organisation_id})
    editions = Edition.objects.in_bulk({e.edition_id for e in entries if e.edition_id})
    return [
        JournalLine(
            entry=entry,
            word=word_of_verb(entry.verb),
            organisation=str(organisations.get(entry.organisation_id or 0, "")),
            edition=str(editions.get(entry.edition_id or 0, "")),
            changes=[(name, *pair) for name, pair in entry.data.items() if _is_change(pair)],
            details=[(name, _words(value)) for name, value in entry.data.items() if not _is_change(value)],
        )
        for entry in entries
    ]


def export_lines(filters: JournalFilters) -> Iterator[list[Any]]:
    """Yield the lines of an export. Memory does not grow."""
    for entry in journal(filters).iterator(_CHUNK):
        details = ", ".join(f"{name} = {_words(value)}" for name, value in entry.data.items())
        yield [
            entry.at.astimezone(PARIS).isoformat(timespec="seconds"),
            entry.actor_label,
            word_of_verb(entry.verb),
            entry.verb,
            entry.object_label,
            entry.organisation_id,
            entry.edition_id,
            details,
        ]


def _is_change(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)  # noqa: PLR2004 -- old and new


def _words(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
