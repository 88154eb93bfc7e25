"""Reads of the journal."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from semainier.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class JournalFilters:
    """What a reader of the journal may ask for; `until` is the first instant left out."""

    text: str = ""
    verb: str = ""
    object_type: str = ""
    actor_id: int | None = None
    organisation_id: int | None = None
    edition_id: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def history_of(target: Model) -> QuerySet[AuditEntry]:
    """Return the lines about one thing, newest first. One query."""
    return AuditEntry.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))


def journal(filters: JournalFilters | None = None) -> QuerySet[AuditEntry]:
    """Return the lines that match, newest first; `text` looks in names of people and things. One query."""
    wanted = filters or JournalFilters()
    equal = {
        name: value
        for name in ("verb", "object_type", "actor_id", "organisation_id", "edition_id")
        if (value := getattr(wanted, name))
    }
    entries = AuditEntry.objects.filter(**equal)
    for word in wanted.text.split():
        entries = entries.filter(Q(actor_label__icontains=word) | Q(object_label__icontains=word))
    if wanted.since is not None:
        entries = entries.filter(at__gte=wanted.since)
    if wanted.until is not None:
        entries = entries.filter(at__lt=wanted.until)
    return entries


def verbs() -> QuerySet[AuditEntry, str]:
    """Return the verbs the journal holds, in order, for a filter. One query."""
    return AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
