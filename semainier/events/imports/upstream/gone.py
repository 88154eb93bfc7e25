"""Events that are no longer in their source: marked, never deleted."""

from django.utils.translation import gettext as _

from semainier.core.batches import batched
from semainier.core.spreadsheets import RowVerdict, Verdict
from semainier.core.words import day_words
from semainier.events.imports.upstream.verdicts import Judge, presence
from semainier.events.imports.upstream.writing import write_gone
from semainier.events.models import Event, Source

NO_LINE = 0  # of the file: it is not in it


def gone_verdicts(source: Source, seen: set[str], judge: Judge) -> list[RowVerdict]:
    """Say which events of a source are no longer in it, and mark them when the import is applied. Two queries."""
    keys = source.events.exclude(source_uid="").values_list("pk", "source_uid")
    missing = [key for key, uid in keys.iterator() if uid not in seen]
    rows = []
    for some in batched(missing, 500):
        events = Event.objects.filter(pk__in=some).select_related("organisation")
        rows += [_verdict(event, judge) for event in events.order_by("title", "pk")]
    return rows


def _verdict(event: Event, judge: Judge) -> RowVerdict:
    if event.gone_at is not None:
        note = _("Gone from the source since %(day)s.")
        note %= {"day": day_words(event.gone_at.astimezone(event.tz).date())}
        return RowVerdict(NO_LINE, Verdict.UNCHANGED, event.title, note=note)
    if judge.apply:
        write_gone(event=event, by=judge.by)
    note = _("It is no longer in the source: it is marked, and stays “%(state)s” until somebody decides.")
    note %= {"state": event.get_moderation_display()}
    changes = {"source": (presence(is_gone=False), presence(is_gone=True))}
    return RowVerdict(NO_LINE, Verdict.CHANGED, event.title, changes, note=note)
