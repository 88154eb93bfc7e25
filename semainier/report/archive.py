"""An edition as a set of tables for the head's archive: everything that was declared, public or not."""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.db.models import Q

from semainier.campaigns.models import Commitment, Edition, ListedMember
from semainier.core.clock import PARIS
from semainier.core.sheets import Row, csv_lines
from semainier.events.exports.table import COLUMNS as EVENT_COLUMNS
from semainier.events.exports.table import event_cells
from semainier.events.models import Event, Outcome
from semainier.organisations.imports.columns import COLUMNS as ORGANISATION_COLUMNS
from semainier.organisations.imports.columns import row_of
from semainier.organisations.models import Organisation
from semainier.territories.queries import regions_by_department

# Read by so many rows; memory does not grow with the edition.
CHUNK = 500
ORGANISATION_HEADER = (*(c.name for c in ORGANISATION_COLUMNS), "inscrit_le", "radie_le", "invite_le")
EVENT_HEADER = (*EVENT_COLUMNS, "organisme", "co_organisateurs", "moderation", "cree_le", "publie_le")
COMMITMENT_HEADER = (
    "organisme_siren",
    "organisme",
    "charte",
    "signataire",
    "fonction",
    "signe_le",
    "retire_le",
)
OUTCOME_HEADER = ("identifiant", "organisme_siren", "titre", "tenu", "frequentation", "phrase", "donne_le")


def write_archive(edition: Edition, file: IO[bytes]) -> dict[str, int]:
    """Write the tables into a ZIP and return the lines of each. Six queries, one more a chunk of events."""
    tables: dict[str, tuple[Row, Iterable[Row]]] = {
        "organismes.csv": (ORGANISATION_HEADER, _organisations(edition)),
        "engagements.csv": (COMMITMENT_HEADER, _commitments(edition)),
        "evenements.csv": (EVENT_HEADER, _events(edition)),
        "retours.csv": (OUTCOME_HEADER, _outcomes(edition)),
    }
    written = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, rows) in tables.items():
            with archive.open(name, "w") as table:
                lines = -1
                for lines, line in enumerate(csv_lines(header, rows)):  # noqa: B007 -- the last is the number
                    table.write(line.encode())
            written[name] = lines
    return written


def _organisations(edition: Edition) -> Iterator[list[Any]]:
    """Yield who was listed, signed, led or took part, by name; the region is that of the edition's days."""
    listed = {row.organisation_id: row for row in ListedMember.objects.filter(edition=edition)}
    regions = regions_by_department(edition.starts_on)
    events = Event.objects.filter(edition=edition)
    wanted = Q(pk__in=ListedMember.objects.filter(edition=edition).values("organisation"))
    wanted |= Q(pk__in=Commitment.objects.filter(edition=edition).values("organisation"))
    wanted |= Q(pk__in=events.values("organisation")) | Q(pk__in=events.values("co_organisers"))
    for organisation in Organisation.objects.filter(wanted).order_by("name", "pk").iterator(CHUNK):
        region = regions.get(organisation.department_id or "")
        row = listed.get(organisation.pk)
        dates = (row.listed_on, row.removed_on, _day(row.invited_at)) if row else (None, None, None)
        yield [*row_of(organisation, region.code if region else ""), *dates]


def _commitments(edition: Edition) -> Iterator[list[Any]]:
    signed = Commitment.objects.filter(edition=edition).select_related("organisation", "charter")
    for one in signed.order_by("signed_at", "pk").iterator(CHUNK):
        yield [
            one.organisation.siren, one.organisation.name, one.charter.version, one.signer_name,
            one.signer_role, _minute(one.signed_at), _minute(one.withdrawn_at),
        ]  # fmt: skip


def _events(edition: Edition) -> Iterator[list[Any]]:
    events = Event.objects.filter(edition=edition).select_related("organisation", "theme")
    for event in events.prefetch_related("co_organisers").order_by("pk").iterator(CHUNK):
        others = ", ".join(other.siren or other.name for other in event.co_organisers.all())
        yield [
            *event_cells(event), event.organisation.name, others, event.moderation,
            _minute(event.created_at), _minute(event.published_at),
        ]  # fmt: skip


def _outcomes(edition: Edition) -> Iterator[list[Any]]:
    outcomes = Outcome.objects.filter(event__edition=edition).select_related("event__organisation")
    for outcome in outcomes.order_by("event").iterator(CHUNK):
        event = outcome.event
        yield [
            event.external_id or str(event.uid), event.organisation.siren, event.title, outcome.held,
            outcome.attendance, outcome.sentence, _minute(outcome.given_at),
        ]  # fmt: skip


def _minute(moment: dt.datetime | None) -> str:
    return moment.astimezone(PARIS).isoformat(timespec="minutes") if moment else ""


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(PARIS).date() if moment else None
