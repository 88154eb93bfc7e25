"""The command that writes what is kept about a person."""

import json
import stat
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from semainier import cli
from semainier.accounts.models import User

pytestmark = pytest.mark.django_db


def export(email: str, file: Path) -> int:
    return cli.main(["export", "person", "--email", email, "-o", str(file)])


def test_file_holds_what_every_app_keeps(alice: User, client: Client, tmp_path: Path) -> None:
    Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone"})

    status = export(alice.email.upper(), tmp_path / "alice.json")

    text = (tmp_path / "alice.json").read_text(encoding="utf-8")
    data = json.loads(text)
    assert status == 0
    assert (data["person"]["name"], data["organisations"]["memberships"][0]["role"]) == ("Alice", "referent")
    assert data["sign_in"]["passkeys"][0]["name"] == "Téléphone"
    assert "Téléphone" in text
    assert stat.S_IMODE((tmp_path / "alice.json").stat().st_mode) == 0o600


def test_unknown_address_is_refused(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("personne@a.example", tmp_path / "x.json") == 1

    assert "personne@a.example" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_file_that_exists_is_not_overwritten(alice: User, tmp_path: Path) -> None:
    (tmp_path / "alice.json").write_text("older")

    assert export(alice.email, tmp_path / "alice.json") == 1

    assert (tmp_path / "alice.json").read_text() == "older"


def test_folder_that_is_missing_is_a_sentence(
    alice: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(alice.email, tmp_path / "missing" / "alice.json") == 1

    assert "missing" in capsys.readouterr().err
