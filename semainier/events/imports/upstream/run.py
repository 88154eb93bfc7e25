"""Check an agenda from elsewhere, and apply it: a verdict per event, and for those that are gone."""

from collections.abc import Iterator
from operator import attrgetter
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.access import check_open
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.batches import batched
from semainier.core.permissions import Permission
from semainier.core.spreadsheets import ImportReport, RowVerdict
from semainier.events.imports.upstream.fields import wish_of
from semainier.events.imports.upstream.gone import gone_verdicts
from semainier.events.imports.upstream.incoming import Agenda, Incoming, Window
from semainier.events.imports.upstream.limits import bad_agenda
from semainier.events.imports.upstream.memory import remembered
from semainier.events.imports.upstream.organisers import Organisers
from semainier.events.imports.upstream.reading import read_agenda
from semainier.events.imports.upstream.sources import keep_source, note_reading
from semainier.events.imports.upstream.verdicts import Judge
from semainier.events.imports.vocabulary import Vocabulary
from semainier.events.models import Event, Source
from semainier.events.queries.dates import load_dates

BATCH = 500


def import_agenda(*, file: BinaryIO, source: Source, by: User | None, apply: bool = False) -> ImportReport:
    """Say what an agenda would do to the events of its source; with `apply` do it in one transaction.

    New events are submitted when their organiser has joined and nothing is missing, else drafts; none is
    published. What a person changed here stays, and the difference is told. What is no longer in a whole agenda
    is marked as gone. A second run changes nothing. A bad agenda raises DomainError `agenda.…`, a bad event is
    refused alone. The caller has checked REGISTRY_MANAGE; a new source is saved by `apply` only.
    """
    edition = source.edition
    check_open(edition, Permission.EVENT_MODERATE, clock.today())
    agenda = read_agenda(file, Window(edition.starts_on, edition.ends_on))
    if agenda.kind != source.kind:
        raise bad_agenda(
            "other_kind",
            _("“%(source)s” was %(kind)s until now, and this is not.")
            % {"source": source.name, "kind": source.get_kind_display()},
            _("Give this one another name."),
        )
    if source.pk is None:
        note = _("This agenda is new here, under the name “%(name)s”: next time give it the same name.")
        agenda.notes.append(note % {"name": source.name})
    report = ImportReport(applied=apply)
    if not apply:
        _fill(report, agenda, source, Judge(source, edition, by, apply=False))
        return report
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)  # two imports wait for each other
        keep_source(source=source, by=by)
        _fill(report, agenda, source, Judge(source, locked, by, apply=True))
        note_reading(source=source)
        counts = {str(verdict): number for verdict, number in report.counts.items()}
        data = {"source": source.name, **counts}
        record(by=by, verb="events.imported", target=locked, data=data, edition_id=locked.pk)
    return report


def _fill(report: ImportReport, agenda: Agenda, source: Source, judge: Judge) -> None:
    rows = sorted(_verdicts(agenda, source, judge), key=attrgetter("line"))
    seen = {event.uid for event in agenda.events}
    gone = gone_verdicts(source, seen, judge) if agenda.is_whole and source.pk else []
    report.rows = [*rows, *gone]
    report.notes = [*agenda.notes, *_left_out(judge)]


def _verdicts(agenda: Agenda, source: Source, judge: Judge) -> Iterator[RowVerdict]:
    """Yield verdicts in the order of identifiers, so that what is written does not hang on the order of the file."""
    words, organisers = Vocabulary(judge.edition), Organisers(source)
    judge.committed = words.committed
    events = sorted(agenda.events, key=attrgetter("uid", "number"))
    for batch in batched(events, BATCH):
        _look_up(batch, words)
        stored = _stored(source, [event.uid for event in batch])
        last = remembered(stored.values())
        for incoming in batch:
            wish = wish_of(incoming, organisers.of(incoming), agenda.kind, judge.edition, words)
            event = stored.get(incoming.uid)
            row = judge.new(wish) if event is None else judge.known(wish, event, last.get(event.pk, {}))
            if row is not None:
                yield row


def _look_up(batch: list[Incoming], words: Vocabulary) -> None:
    places = [event.where for event in batch]
    words.look_up(codes={where.insee for where in places}, cities={where.city for where in places})


def _stored(source: Source, uids: list[str]) -> dict[str, Event]:
    """Return the events that came from the source under these identifiers. Two queries."""
    if source.pk is None:
        return {}
    related = ("edition", "organisation", "theme", "commune", "department", "region")
    events = Event.objects.filter(source=source, source_uid__in=uids).select_related(*related)
    return {event.source_uid: event for event in load_dates(events)}


def _left_out(judge: Judge) -> list[str]:
    notes = []
    if judge.outside:
        text = ngettext(
            "%(n)s event takes place outside the days of the edition and was left out.",
            "%(n)s events take place outside the days of the edition and were left out.",
            judge.outside,
        )
        notes.append(text % {"n": judge.outside})
    if judge.cancelled:
        text = ngettext(
            "%(n)s event is cancelled over there and was never here: it was left out.",
            "%(n)s events are cancelled over there and were never here: they were left out.",
            judge.cancelled,
        )
        notes.append(text % {"n": judge.cancelled})
    return notes
