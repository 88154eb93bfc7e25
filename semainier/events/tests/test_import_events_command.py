"""The command that takes the events of an edition."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core.tests.spreadsheets import csv_file
from semainier.events.models import Event
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


def test_it_reports_then_applies(path: Path, committed: Edition, fede: User):
    call_command("import_events", path, by=fede.email, edition=committed.slug)
    assert not Event.objects.exists()

    call_command("import_events", path, by=fede.email, edition=committed.slug, apply=True)
    assert (Event.objects.get().title, Event.objects.get().created_by) == ("Le verger", fede)


def test_an_unknown_edition_is_a_misuse(path: Path, fede: User):
    with pytest.raises(CommandError) as misuse:
        call_command("import_events", path, by=fede.email, edition="semaine-1900")

    assert misuse.value.returncode == 2
