"""Dated snapshots of figures: taken, announced, and the freeze. A snapshot is never changed afterwards."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition, Phase
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.report.figures import Figures
from semainier.report.models import Snapshot, SnapshotSource
from semainier.report.queries.figures import figures_of


@transaction.atomic
def publish_snapshot(*, edition: Edition, label: str, by: User | None, published: bool = True) -> Snapshot:
    """Keep the figures as they stand now; `published` shows them to the public. Twelve queries.

    The caller has checked REPORT_PUBLISH.
    """
    now = clock.now()
    return _keep(
        edition=edition,
        label=label,
        by=by,
        taken_at=now,
        is_published=published,
        figures=figures_of(edition, now),
        source=SnapshotSource.COMPUTED,
    )


@transaction.atomic
def record_announced(
    *,
    edition: Edition,
    label: str,
    taken_at: dt.datetime,
    participants: int | None,
    events: int | None,
    by: User | None,
) -> Snapshot:
    """Keep figures that the head office announced by other means; what it did not announce stays unknown."""
    if participants is None and events is None:
        raise DomainError(
            "report.nothing_announced",
            _("No figure was given."),
            _("Give the organisations, the events, or both."),
        )
    if taken_at > clock.now():
        raise DomainError(
            "report.announced_later", _("This day is still to come."), _("Give the day of the announcement.")
        )
    return _keep(
        edition=edition,
        label=label,
        by=by,
        taken_at=taken_at,
        is_published=True,
        figures=Figures(edition.slug, taken_at.isoformat(), participants=participants, events=events),
        source=SnapshotSource.ANNOUNCED,
    )


@transaction.atomic
def freeze_edition(*, edition: Edition, by: User | None) -> Snapshot:
    """Close the counting of an edition and publish its final figures; a frozen one gives the snapshot it has.

    Raises Conflict `edition.wrong_phase` before the counting. The caller has checked EDITION_MANAGE.
    """
    already = edition.is_frozen
    set_phase(edition=edition, phase=Phase.FROZEN, by=by)
    last = (
        Snapshot.objects.filter(edition=edition, source=SnapshotSource.COMPUTED).first() if already else None
    )
    if last is not None and Figures.from_json(last.figures).is_final:
        return last
    return publish_snapshot(edition=edition, label=_("Final figures"), by=by)


def _keep(
    *,
    edition: Edition,
    label: str,
    by: User | None,
    taken_at: dt.datetime,
    is_published: bool,
    figures: Figures,
    source: SnapshotSource,
) -> Snapshot:
    snapshot = Snapshot.objects.create(
        edition=edition,
        label=label.strip(),
        source=source,
        taken_at=taken_at,
        is_published=is_published,
        figures=figures.to_json(),
        by=by,
    )
    record(
        by=by,
        verb="snapshot.published" if is_published else "snapshot.kept",
        target=snapshot,
        data={
            "label": snapshot.label,
            "source": source,
            "participants": figures.participants,
            "events": figures.events,
        },
        edition_id=edition.pk,
    )
    return snapshot
