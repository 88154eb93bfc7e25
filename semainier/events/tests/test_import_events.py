"""Events from a spreadsheet: verdicts, what is refused and why, drafts and what is submitted."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.campaigns.services.editions import set_phase
from semainier.core.clock import PARIS
from semainier.core.errors import Conflict, DomainError
from semainier.core.spreadsheets import ImportReport
from semainier.core.tests.spreadsheets import csv_file, ods_file, xlsx_file
from semainier.events.exports.table import COLUMNS as EXPORTED
from semainier.events.imports import COLUMNS, import_events
from semainier.events.models import Event
from semainier.events.services.moderation import publish_event, refuse_event, submit_event
from semainier.organisations.models import Organisation
from semainier.organisations.services.organisations import archive_organisation

MakeEvent = Callable[..., Event]


@pytest.fixture
def row(committed: Edition, org_a: Organisation) -> dict[str, Any]:
    """Return a line about an event of organisation A at Lormont, all that a draft needs."""
    return {
        "identifiant": "E-1", "organisme_siren": org_a.siren, "titre": "Un jardin partagé",
        "description": "Les habitants ouvrent.", "theme": "patrimoine", "type": "visite",
        "debut": "07/06/2026 10:00", "fin": "2026-06-07T12:00", "lieu": "Jardin", "code_insee": "33249",
    }  # fmt: skip


@pytest.fixture
def check(committed: Edition) -> Callable[..., ImportReport]:
    def run(*rows: dict[str, Any], **options: Any) -> ImportReport:
        names = dict.fromkeys(name for line in rows for name in line)
        file = csv_file([names, *([line.get(name, "") for name in names] for line in rows)])
        return import_events(file=file, edition=committed, by=options.pop("by", None), **options)

    return run


Check = Callable[..., ImportReport]


def verdicts(report: ImportReport) -> list[str]:
    return [str(line.verdict) for line in report.rows]


def problems(report: ImportReport) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for line in report.rows for problem in line.problems]


def test_a_check_writes_nothing(check: Check, row: dict[str, Any]):
    report = check(row)

    assert (verdicts(report), report.rows[0].label) == (["created"], "Un jardin partagé")
    assert not Event.objects.exists()


def test_applied_it_writes_a_draft_to_be_confirmed(check: Check, row: dict[str, Any], fede: User):
    report = check(row, apply=True, by=fede)

    event = Event.objects.get()
    assert (event.moderation, event.external_id, event.created_by) == ("draft", "E-1", fede)
    assert (event.kind, event.theme.slug, event.city, event.department_id) == (
        "visit",
        "patrimoine",
        "Lormont",
        "33",
    )
    assert event.starts_at == dt.datetime(2026, 6, 7, 10, 0, tzinfo=PARIS)
    assert (event.precision, event.place_confirmed_at) == ("commune", None)
    assert "confirm" in report.rows[0].note


def test_a_complete_event_that_is_on_the_map_is_submitted_never_published(check: Check, row: dict[str, Any]):
    placed = {**row, "latitude": "44,88", "longitude": "-0.52"}

    report = check(placed, apply=True)

    event = Event.objects.get()
    assert (event.moderation, event.precision, event.latitude) == ("submitted", "exact", 44.88)
    assert event.decisions.get().action == "submit"
    assert report.rows[0].note == check({**placed, "identifiant": "E-2"}).rows[0].note


def test_an_organiser_that_has_not_joined_gets_a_draft(
    check: Check, row: dict[str, Any], org_b: Organisation
):
    line = {**row, "organisme_siren": org_b.siren, "latitude": "44.88", "longitude": "-0.52"}

    report = check(line, apply=True)

    assert Event.objects.get().moderation == "draft"
    assert org_b.name in report.rows[0].note


def test_a_second_run_changes_nothing(check: Check, row: dict[str, Any]):
    placed = {**row, "identifiant": "E-2", "latitude": "44.88", "longitude": "-0.52"}
    check(row, placed, apply=True)
    before = list(Event.objects.values())

    assert verdicts(check(row, placed, apply=True)) == ["unchanged", "unchanged"]
    assert list(Event.objects.values()) == before


def test_a_change_shows_old_and_new_and_empty_cells_leave_what_is_there(check: Check, row: dict[str, Any]):
    check(row, apply=True)

    new = {"titre": "Le verger", "type": "debat", "fin": "07/06/2026 13:00", "description": ""}
    report = check({**row, **new}, apply=True)

    assert report.rows[0].changes == {
        "titre": ("Un jardin partagé", "Le verger"),
        "type": ("visite", "debat"),
        "fin": ("07/06/2026 12:00", "07/06/2026 13:00"),
    }
    event = Event.objects.get()
    assert (event.title, event.kind, event.description) == ("Le verger", "debate", "Les habitants ouvrent.")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"identifiant": ""}, [("identifiant", "import.required")]),
        ({"organisme_siren": "12345678"}, [("organisme_siren", "organisation.siren_wrong")]),
        ({"organisme_siren": "000123456"}, [("organisme_siren", "organisation.siren_wrong")]),
        ({"organisme_siren": "732829320"}, [("organisme_siren", "import.unknown_organisation")]),
        ({"titre": ""}, [("titre", "import.required")]),
        ({"titre": "@home"}, [("titre", "import.formula")]),
        ({"titre": "x" * 141}, [("titre", "import.too_long")]),
        ({"theme": "jardinage"}, [("theme", "import.unknown_word")]),
        ({"type": "kermesse"}, [("type", "import.unknown_word")]),
        ({"public": "amis"}, [("public", "import.unknown_word")]),
        ({"acces": "payant"}, [("acces", "import.unknown_word")]),
        ({"statut": "peut-être"}, [("statut", "import.unknown_word")]),
        ({"statut": "annule"}, [("statut", "event.not_published")]),
        ({"debut": "07/06/2026"}, [("debut", "import.hour_missing")]),
        ({"debut": "31/06/2026 10:00"}, [("debut", "import.moment")]),
        ({"debut": ""}, [("debut", "import.required")]),
        ({"fin": "07/06/2026 09:00"}, [("fin", "event.reversed")]),
        ({"debut": "29/03/2026 02:30"}, [("debut", "event.no_such_hour")]),
        ({"code_insee": "33999"}, [("code_insee", "import.unknown_commune")]),
        ({"code_insee": ""}, [("code_insee", "import.place_unknown")]),
        ({"latitude": "44.88"}, [("longitude", "import.half_point")]),
        ({"latitude": "-0.52", "longitude": "44.88"}, [("latitude", "import.point_elsewhere")]),
        ({"latitude": "nord", "longitude": "0"}, [("latitude", "import.number")]),
        ({"inscription_url": "ftp://x"}, [("inscription_url", "import.url")]),
        ({"code_postal": "3331"}, [("code_postal", "import.postcode_lost_zero")]),
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_alone(
    check: Check, row: dict[str, Any], cells: dict[str, str], expected: list[tuple[str, str]]
):
    report = check({**row, **cells}, {**row, "identifiant": "E-2"}, apply=True)

    assert verdicts(report) == ["refused", "created"]
    assert problems(report) == expected
    assert Event.objects.get().external_id == "E-2"


def test_two_lines_with_one_identifier_are_both_refused(check: Check, row: dict[str, Any]):
    report = check(row, {**row, "titre": "Autre"}, {**row, "identifiant": "E-2"})

    assert verdicts(report) == ["refused", "refused", "created"]
    assert problems(report) == [("identifiant", "import.twice")] * 2


def test_hours_are_in_the_legal_time_of_the_place(check: Check, row: dict[str, Any]):
    check(
        {**row, "code_insee": "97411"},
        {**row, "identifiant": "E-2", "debut": "2026-06-07T10:00+02:00", "code_insee": "97411"},
        {**row, "identifiant": "E-3", "code_insee": "", "commune": "Lormont", "code_postal": "33310"},
        apply=True,
    )

    starts = [event.starts_at.astimezone(dt.UTC).hour for event in Event.objects.order_by("external_id")]
    assert starts == [6, 8, 8]
    assert Event.objects.get(external_id="E-3").commune_id == "33249"


def test_an_hour_that_comes_twice_is_the_first(check: Check, row: dict[str, Any]):
    check({**row, "debut": "25/10/2026 02:30", "fin": "25/10/2026 04:00"}, apply=True)

    assert Event.objects.get().starts_at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


def test_the_organiser_of_an_event_does_not_change(check: Check, row: dict[str, Any], org_b: Organisation):
    check(row, apply=True)

    report = check({**row, "organisme_siren": org_b.siren})

    assert problems(report) == [("organisme_siren", "import.organiser_changed")]


def test_a_refused_event_is_not_changed_but_may_be_repeated(check: Check, row: dict[str, Any]):
    placed = {**row, "latitude": "44.88", "longitude": "-0.52"}
    check(placed, apply=True)
    refuse_event(event=Event.objects.get(), by=None, message="Non.")

    assert verdicts(check(placed)) == ["unchanged"]
    assert problems(check({**placed, "titre": "Autre"})) == [("", "event.wrong_state")]


def test_the_status_of_a_published_event_changes_and_its_place_moves(
    check: Check, make_event: MakeEvent, row: dict[str, Any]
):
    event = make_event(external_id="E-1")
    submit_event(event=event, by=None)
    publish_event(event=event, by=None)
    line = {
        "identifiant": "E-1",
        "organisme_siren": row["organisme_siren"],
        "titre": "",
        "debut": "",
        "fin": "",
    }

    report = check({**line, "statut": "annule", "code_insee": "33063"}, apply=True)

    assert report.rows[0].changes == {
        "statut": ("prevu", "annule"), "code_insee": ("33249", "33063"), "commune": ("Lormont", "Bordeaux"),
    }  # fmt: skip
    event.refresh_from_db()
    assert (event.status, event.commune_id, event.precision) == ("cancelled", "33063", "commune")
    assert (event.moderation, event.changed_at is not None) == ("published", True)


@pytest.mark.parametrize("make", [csv_file, xlsx_file, ods_file])
def test_every_format_gives_the_same_event(
    committed: Edition, row: dict[str, Any], make: Callable[..., io.BytesIO]
):
    import_events(file=make([row.keys(), row.values()]), edition=committed, by=None, apply=True)

    event = Event.objects.get()
    assert (event.title, event.starts_at) == ("Un jardin partagé", dt.datetime(2026, 6, 7, 10, tzinfo=PARIS))


def test_our_own_identifier_finds_the_event(check: Check, make_event: MakeEvent, row: dict[str, Any]):
    event = make_event()

    report = check({**row, "identifiant": str(event.uid), "titre": "Le verger"})

    assert report.rows[0].changes["titre"] == ("Un jardin partagé", "Le verger")


def test_the_phase_refuses_the_file_or_the_new_lines(check: Check, row: dict[str, Any], committed: Edition):
    check(row, apply=True)
    for phase in ("week", "counting"):
        set_phase(edition=committed, phase=phase, by=None)

    report = check({**row, "titre": "Autre"}, {**row, "identifiant": "E-2"})
    set_phase(edition=committed, phase="frozen", by=None)

    assert (verdicts(report), problems(report)) == (["changed", "refused"], [("", "edition.phase")])
    with pytest.raises(Conflict):
        check(row)


def test_a_missing_column_refuses_the_file(check: Check):
    with pytest.raises(DomainError) as refusal:
        check({"titre": "Un jardin"})

    assert refusal.value.code == "spreadsheet.missing_column"


def test_checking_costs_the_same_for_one_line_and_for_three(
    check: Check, row: dict[str, Any], django_assert_num_queries: Any
):
    with django_assert_num_queries(7):
        check(row)
    with django_assert_num_queries(7):
        check(*({**row, "identifiant": f"E-{n}"} for n in range(3)))


def test_the_columns_are_those_of_the_public_export():
    assert tuple(column.name for column in COLUMNS) == EXPORTED


def test_an_archived_organiser_declares_nothing(check: Check, row: dict[str, Any], org_b: Organisation):
    archive_organisation(organisation=org_b, by=None)

    report = check({**row, "organisme_siren": org_b.siren})

    assert problems(report) == [("organisme_siren", "organisation.archived")]


def test_a_draft_has_no_status_to_change(check: Check, row: dict[str, Any]):
    check(row, apply=True)

    assert problems(check({**row, "statut": "complet"})) == [("statut", "event.not_published")]


def test_a_place_is_given_later_in_a_commune_without_a_centre(check: Check, row: dict[str, Any]):
    check({**row, "code_insee": "", "debut": "", "fin": ""}, apply=True)

    report = check({**row, "code_insee": "33213", "latitude": "44.68", "longitude": "-0.53"}, apply=True)

    assert report.rows[0].changes["code_insee"] == ("", "33213")
    event = Event.objects.get()
    assert (event.commune_id, event.latitude, event.place_confirmed_at is not None) == ("33213", 44.68, True)


def test_what_a_service_refuses_is_a_refused_line(check: Check, make_event: MakeEvent, row: dict[str, Any]):
    event = make_event(external_id="E-1")
    publish_event(event=submit_event(event=event, by=None), by=None)
    Event.objects.filter(pk=event.pk).update(description="")
    line = {
        "identifiant": "E-1",
        "organisme_siren": row["organisme_siren"],
        "titre": "Autre",
        "debut": "",
        "fin": "",
    }

    report = check(line, apply=True)

    assert problems(report) == [("", "event.incomplete")]
    assert Event.objects.get().title == "Un jardin partagé"
