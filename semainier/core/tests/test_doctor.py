"""What the doctor finds: each thing by itself, well and not well, with what to do."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from semainier.core import doctor
from semainier.core.doctor import Finding, findings, look_at_address, look_at_database, look_at_folder


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir(mode=0o700)
    return settings.VAR


def advice(found: Any) -> list[str]:
    return [finding.advice for finding in found if not finding.is_well]


def test_a_folder_of_ones_own_is_well(var: Path):
    assert advice(look_at_folder()) == []


def test_a_folder_that_is_missing_is_all_there_is_to_say(settings: Any, tmp_path: Path):
    settings.VAR = tmp_path / "nowhere"

    [found] = look_at_folder()

    assert not found.is_well
    assert found.advice.startswith(f"mkdir -p {tmp_path}/nowhere")


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_open_to_others_is_told(var: Path, mode: int):
    var.chmod(mode)

    assert advice(look_at_folder()) == [f"chmod 700 {var}"]


@pytest.mark.parametrize(("mode", "told"), [(0o600, 0), (0o400, 0), (0o644, 1), (0o660, 1)])
def test_a_key_is_for_one_account(var: Path, mode: int, told: int):
    (var / "secret_key").write_text("k")
    (var / "secret_key").chmod(mode)

    found = advice(look_at_folder())

    assert found == [f"chmod 600 {var}/secret_key"] * told
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == mode  # the doctor mends nothing


def test_a_full_disk_is_told(var: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "ENOUGH_BYTES", 10**18)

    assert [text for text in advice(look_at_folder()) if "500 Mo" in text] != []


@pytest.mark.django_db
def test_the_database_of_the_tests_is_well():
    found = list(look_at_database())

    assert advice(found) == []
    assert len(found) in {2, 3}  # SQLite is looked at from inside too


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pending", "is_new", "told"),
    [(["events.0009_x"], False, "semainier upgrade"), (["events.0001_x"], True, "semainier setup")],
)
def test_a_database_behind_the_program_is_told(
    pending: list[str], monkeypatch: pytest.MonkeyPatch, *, is_new: bool, told: str
):
    monkeypatch.setattr(doctor, "pending_migrations", lambda: pending)
    monkeypatch.setattr(doctor, "is_never_migrated", lambda: is_new)

    assert advice(look_at_database()) == [told]


def test_a_database_that_is_away_is_told_once(monkeypatch: pytest.MonkeyPatch):
    def refuse() -> list[str]:
        raise DatabaseError("connection refused")

    monkeypatch.setattr(doctor, "pending_migrations", refuse)

    assert advice(look_at_database()) == ["DATABASE_URL: connection refused"]


@pytest.mark.parametrize(
    ("host", "url", "demo", "told"),
    [
        ("127.0.0.1", "http://localhost:8000", False, 0),
        ("127.0.0.1", "http://localhost:8000", True, 0),
        ("0.0.0.0", "https://semaine.example", False, 0),  # noqa: S104 -- a public place
        ("0.0.0.0", "http://localhost:8000", False, 1),  # noqa: S104 -- a public place
        ("0.0.0.0", "http://localhost:8000", True, 2),  # noqa: S104 -- a public place
    ],
)
def test_a_public_place_needs_its_address_and_no_demonstration(
    settings: Any, tmp_path: Path, host: str, url: str, *, demo: bool, told: int
):
    (tmp_path / "staticfiles.json").touch()
    settings.STATIC_ROOT, settings.SEMAINIER_HOST = tmp_path, host
    settings.SEMAINIER_URL, settings.DEMO = url, demo

    assert len(advice(look_at_address())) == told


def test_styles_that_were_not_built_are_told(settings: Any, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path

    assert "make build" in advice(look_at_address())


def test_other_apps_add_what_they_look_at(monkeypatch: pytest.MonkeyPatch):
    own = [lambda: [Finding("Mails leave", is_well=False, advice="semainier worker")]]
    monkeypatch.setattr(doctor, "checks", own)

    assert [found.what for found in findings()] == ["Mails leave"]


@pytest.mark.django_db
def test_every_finding_says_what_to_do():
    assert [found.what for found in findings() if not found.advice and not found.is_well] == []
