"""The journal as a page and as an export show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from semainier.audit.models import AuditEntry
from semainier.audit.queries import JournalFilters, journal
from semainier.campaigns.models import Edition
from semainier.core.batches import batched
from semainier.core.clock import PARIS
from semainier.organisations.models import Organisation
from semainier.staff.details import Teller, organisations_in
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
    organisations = _organisations(entries)
    editions = Edition.objects.in_bulk({e.edition_id for e in entries if e.edition_id})
    return [
        JournalLine(
            entry=entry,
            word=word_of_verb(entry.verb),
            organisation=organisations.get(entry.organisation_id or 0, ""),
            edition=str(editions.get(entry.edition_id or 0, "")),
            changes=_changes(entry, organisations),
            details=_details(entry, organisations),
        )
        for entry in entries
    ]


def export_lines(filters: JournalFilters) -> Iterator[list[Any]]:
    """Yield the lines of an export, 500 at a time with one query for names. Memory does not grow."""
    for entries in batched(journal(filters).iterator(_CHUNK), _CHUNK):
        names = _organisations(entries)
        for entry in entries:
            teller = Teller(entry.verb, entry.object_type, names)
            details = ", ".join(
                f"{teller.key(name)} = {teller.value(name, value)}"
                for name, value in sorted(entry.data.items())
            )
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


def _organisations(entries: list[AuditEntry]) -> dict[int, str]:
    """Return the names of the organisations that lines are about, or name in their details. One query."""
    wanted = {e.organisation_id for e in entries if e.organisation_id}
    wanted.update(*(organisations_in(entry.data) for entry in entries))
    return {key: str(found) for key, found in Organisation.objects.in_bulk(wanted).items()}


def _changes(entry: AuditEntry, names: dict[int, str]) -> list[tuple[str, str, str]]:
    teller = Teller(entry.verb, entry.object_type, names)
    changed = [(name, pair) for name, pair in sorted(entry.data.items()) if _is_change(entry.verb, pair)]
    return [
        (teller.key(name), old and teller.value(name, old), new and teller.value(name, new))
        for name, (old, new) in changed
    ]


def _details(entry: AuditEntry, names: dict[int, str]) -> list[tuple[str, str]]:
    teller = Teller(entry.verb, entry.object_type, names)
    return [
        (teller.key(name), teller.value(name, value))
        for name, value in sorted(entry.data.items())
        if not _is_change(entry.verb, value) and value not in ("", None, [], {})
    ]


def _is_change(verb: str, value: Any) -> bool:
    """Whether a detail is an old and a new value: two texts under another verb are a list of two."""
    return verb.endswith(".updated") and isinstance(value, list) and len(value) == 2  # noqa: PLR2004 -- old and new
