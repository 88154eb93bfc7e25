"""The command that takes the events of an edition, from a file or from an address."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.core.tests.spreadsheets import csv_file
from semainier.events.models import Event, Source
from semainier.events.tests.agenda_server import serving
from semainier.events.tests.agendas import calendar, entry, openagenda, vevent
from semainier.organisations.models import Organisation


@pytest.fixture
def path(tmp_path: Path, org_a: Organisation) -> Path:
    rows = [
        ["identifiant", "organisme_siren", "titre", "debut", "fin"],
        ["E-1", org_a.siren, "Le verger", "", ""],
    ]
    file = tmp_path / "evenements.csv"
    file.write_bytes(csv_file(rows).getvalue())
    return file


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    file = tmp_path / "agenda-ville.ics"
    file.write_bytes(calendar(vevent()).getvalue())
    return file


def test_it_reports_then_applies(path: Path, committed: Edition, fede: User):
    call_command("import_events", path, by=fede.email, edition=committed.slug)
    assert not Event.objects.exists()

    call_command("import_events", path, by=fede.email, edition=committed.slug, apply=True)
    assert (Event.objects.get().title, Event.objects.get().created_by) == ("Le verger", fede)


def test_an_unknown_edition_is_a_misuse(path: Path, fede: User):
    with pytest.raises(CommandError) as misuse:
        call_command("import_events", path, by=fede.email, edition="semaine-1900")

    assert misuse.value.returncode == 2


def test_a_file_that_is_not_there_is_a_misuse(tmp_path: Path, committed: Edition, fede: User):
    with pytest.raises(CommandError) as misuse:
        call_command("import_events", tmp_path / "rien.ics", by=fede.email, edition=committed.slug)

    assert misuse.value.returncode == 2


def test_an_agenda_reports_then_applies(
    agenda: Path, committed: Edition, org_a: Organisation, fede: User, capsys: pytest.CaptureFixture[str]
):
    options = {"by": fede.email, "edition": committed.slug, "organisation": org_a.siren}
    call_command("import_events", agenda, **options)
    assert not Source.objects.exists()
    assert "agenda-ville" in capsys.readouterr().out

    call_command("import_events", agenda, apply=True, **options)
    event = Event.objects.get()
    assert (event.moderation, event.source.name, event.source.url) == ("submitted", "agenda-ville", "")


def test_the_name_of_the_source_finds_its_events_again(
    agenda: Path, committed: Edition, org_a: Organisation, fede: User, capsys: pytest.CaptureFixture[str]
):
    options = {"by": fede.email, "edition": committed.slug, "source": "Ville", "apply": True}
    call_command("import_events", agenda, organisation="habitat des DEUX rives", **options)
    agenda.rename(newer := agenda.with_name("agenda-juin.ics"))
    newer.write_bytes(calendar(vevent(UID="autre", SUMMARY="Autre")).getvalue())

    call_command("import_events", newer, **options)

    gone = Event.objects.exclude(gone_at=None)
    assert (Event.objects.count(), [event.title for event in gone]) == (2, ["Un verger partagé"])
    assert "Un verger partagé" in capsys.readouterr().out


def test_an_unknown_organisation_is_refused(agenda: Path, committed: Edition, fede: User):
    with pytest.raises(DomainError) as refusal:
        call_command("import_events", agenda, by=fede.email, edition=committed.slug, organisation="Mairie")

    assert refusal.value.code == "import.unknown_organisation"


def test_a_refused_event_ends_with_status_1(tmp_path: Path, committed: Edition, fede: User):
    file = tmp_path / "agenda.json"
    file.write_bytes(openagenda(entry()).getvalue())

    with pytest.raises(SystemExit) as end:
        call_command("import_events", file, by=fede.email, edition=committed.slug)

    assert end.value.code == 1


def test_an_address_is_read(committed: Edition, org_a: Organisation, fede: User):
    with serving() as server:
        address = server.give("/ville.json?key=secret", openagenda(entry()).getvalue())
        call_command(
            "import_events",
            address,
            by=fede.email,
            edition=committed.slug,
            organisation=org_a.siren,
            apply=True,
        )

    source = Source.objects.get()
    assert (source.url, source.name) == (address, f"{server.host}/ville.json")
    assert Event.objects.get().source == source


def test_an_address_is_not_read_unless_its_host_is_allowed(committed: Edition, fede: User):
    with pytest.raises(DomainError) as refusal:
        call_command("import_events", "https://agenda.example/a.ics", by=fede.email, edition=committed.slug)

    assert refusal.value.code == "agenda.host_not_allowed"
