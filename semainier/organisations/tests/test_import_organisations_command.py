"""The command: a check unless --apply; status 1 when something is refused, 2 when the command was wrong."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from semainier.accounts.models import User
from semainier.core.errors import Forbidden
from semainier.core.tests.spreadsheets import csv_file
from semainier.organisations.models import Organisation
from semainier.organisations.siren import complete

SIREN = complete("00100200")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "membres.csv"
    file.write_bytes(csv_file([["siren", "enseigne", "departement"], [SIREN, "Logis", "33"]]).getvalue())
    return file


def test_it_reports_and_stores_nothing(path: Path, fede: User, capsys: pytest.CaptureFixture[str]):
    call_command("import_organisations", path, by=fede.email)

    counts, nothing_stored = capsys.readouterr().out.replace("\u00a0", " ").splitlines()[-2:]
    assert counts == "Créations : 1 · modifications : 0 · sans changement : 0 · refus : 0"
    assert nothing_stored.startswith("Rien n’a été enregistré.")
    assert not Organisation.objects.members().exists()


def test_it_applies(path: Path, fede: User):
    call_command("import_organisations", path, by=fede.email, apply=True)

    assert Organisation.objects.members().get().siren == SIREN


def test_lines_that_change_nothing_are_only_counted(
    path: Path, fede: User, capsys: pytest.CaptureFixture[str]
):
    call_command("import_organisations", path, by=fede.email, apply=True)
    capsys.readouterr()

    call_command("import_organisations", path, by=fede.email, apply=True)

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_refused_line_ends_with_status_1(path: Path, fede: User, capsys: pytest.CaptureFixture[str]):
    path.write_text(f"siren;enseigne;departement;couleur\n{SIREN};Logis;99;vert\n", encoding="utf-8")

    with pytest.raises(SystemExit) as end:
        call_command("import_organisations", path, by=fede.email, apply=True)

    assert end.value.code == 1
    out = capsys.readouterr().out
    assert "ligne 2, logis\u00a0: refusée · departement\u00a0: aucun département" in out.lower()
    assert "Colonnes qui n’ont pas été lues\u00a0: couleur" in out


def test_who_may_not_import_is_refused(path: Path, alice: User):
    with pytest.raises(Forbidden) as refusal:
        call_command("import_organisations", path, by=alice.email)

    assert refusal.value.code == "import.forbidden"


def test_an_unknown_person_or_file_is_a_misuse(path: Path, fede: User):
    for arguments in (
        {"file": path, "by": "nobody@example.org"},
        {"file": path / "absent", "by": fede.email},
    ):
        with pytest.raises(CommandError) as misuse:
            call_command("import_organisations", arguments["file"], by=arguments["by"])
        assert misuse.value.returncode == 2
