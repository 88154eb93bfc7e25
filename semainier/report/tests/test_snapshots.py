import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.campaigns.services.editions import set_phase
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.report.figures import Figures
from semainier.report.models import Snapshot
from semainier.report.queries.bilan import published_bilan
from semainier.report.services import freeze_edition, publish_snapshot, record_announced
from semainier.report.tests.conftest import AFTER
from semainier.report.tests.factories import make_events

ANNOUNCED = dt.datetime(2026, 5, 19, 12, tzinfo=clock.PARIS)


def test_snapshot_keeps_what_was_counted(small, fede):
    snapshot = publish_snapshot(edition=small.edition, label=" À la veille ", by=fede)

    assert (snapshot.label, snapshot.source, snapshot.is_published, snapshot.by) == (
        "À la veille",
        "computed",
        True,
        fede,
    )
    assert (snapshot.figures["participants"], snapshot.figures["listed"], snapshot.taken_at) == (
        2,
        4,
        clock.now(),
    )
    assert AuditEntry.objects.get(verb="snapshot.published").data == {
        "label": "À la veille", "source": "computed", "participants": 2, "events": 4,
    }  # fmt: skip


def test_snapshot_never_changes(small, fede):
    snapshot = publish_snapshot(edition=small.edition, label="Avant", by=fede)
    before = Snapshot.objects.get(pk=snapshot.pk).figures
    make_events(small.edition, [small.three], 5, published_at=clock.now())
    publish_snapshot(edition=small.edition, label="Après", by=fede)

    kept = Snapshot.objects.get(label="Avant")
    assert kept.figures == before
    assert Snapshot.objects.get(label="Après").figures["events"] == 9


def test_announced_figures_leave_the_rest_unknown(small, fede):
    snapshot = record_announced(
        edition=small.edition, label="Presse", taken_at=ANNOUNCED, participants=216, events=500, by=fede
    )

    figures = Figures.from_json(snapshot.figures)
    assert (snapshot.source, snapshot.taken_at, figures.participants, figures.events) == (
        "announced",
        ANNOUNCED,
        216,
        500,
    )
    assert (figures.listed, figures.rate, figures.by_region, figures.attendance) == (None, None, None, None)


@pytest.mark.parametrize(
    ("taken_at", "figures", "code"),
    [
        (ANNOUNCED, {"participants": None, "events": None}, "report.nothing_announced"),
        (AFTER, {"participants": 1, "events": None}, "report.announced_later"),
    ],
)
def test_announcement_without_sense_is_refused(small, taken_at, figures, code):
    with pytest.raises(DomainError) as refused:
        record_announced(edition=small.edition, label="Presse", taken_at=taken_at, by=None, **figures)

    assert refused.value.code == code


def test_announced_stands_beside_the_final_one(told, fede):
    record_announced(
        edition=told.edition, label="Presse", taken_at=ANNOUNCED, participants=3, events=5, by=fede
    )
    with clock.at(AFTER):
        set_phase(edition=told.edition, phase="week", by=fede)
        set_phase(edition=told.edition, phase="counting", by=fede)
        freeze_edition(edition=told.edition, by=fede)

    found = published_bilan(told.edition)
    assert [
        (line.snapshot.label, line.figures.participants, line.figures.events) for line in found.snapshots
    ] == [
        ("Chiffres définitifs", 1, 2),
        ("Presse", 3, 5),
    ]


def test_freeze_closes_and_publishes_once(told, fede):
    with clock.at(AFTER):
        set_phase(edition=told.edition, phase="week", by=fede)
        set_phase(edition=told.edition, phase="counting", by=fede)
        first = freeze_edition(edition=told.edition, by=fede)
        again = freeze_edition(edition=told.edition, by=fede)

    assert (told.edition.phase, first.figures["basis"], first.is_published) == ("frozen", "held", True)
    assert again == first
    assert Snapshot.objects.count() == 1


def test_freeze_before_the_counting_changes_nothing(small, fede):
    with pytest.raises(Conflict) as refused:
        freeze_edition(edition=small.edition, by=fede)

    assert refused.value.code == "edition.wrong_phase"
    assert not Snapshot.objects.exists()


def test_kept_for_us_is_not_shown(small, fede):
    publish_snapshot(edition=small.edition, label="Pour nous", by=fede, published=False)

    assert published_bilan(small.edition) is None


@pytest.mark.parametrize("events", [1, 3])
def test_queries_do_not_grow(small, django_assert_num_queries, events):
    make_events(small.edition, [small.three], events, published_at=clock.now())

    with django_assert_num_queries(13):
        publish_snapshot(edition=small.edition, label="Relevé", by=None)
