"""What a move refuses before it begins: files that are none of ours, in use, older or newer than the program."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from semainier.core.errors import Conflict, DomainError
from semainier.core.moving import (
    SOURCE,
    held_alone,
    models_to_move,
    move_from_sqlite,
    refuse_other_migrations,
)

TABLE = "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)"
ROW = "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')"
KNOWN = sorted(MigrationLoader(None).disk_migrations)

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture(autouse=True)
def open_to_the_source(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def made(folder: Path, *migrations: tuple[str, str]) -> Path:
    path = folder / "semainier.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(TABLE)
        database.executemany(ROW, migrations)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(DomainError) as refusal, held_alone(path) as source:
        refuse_other_migrations(source, path)
    return refusal.value.code


def test_a_file_at_the_migrations_of_the_program_is_fit(tmp_path: Path):
    path = made(tmp_path, *KNOWN)

    with held_alone(path) as source:
        refuse_other_migrations(source, path)
        assert source.vendor == "sqlite"


@pytest.mark.parametrize("number", [0, 1, 7])
def test_an_older_file_says_how_many_changes_wait(tmp_path: Path, number: int):
    path = made(tmp_path, *KNOWN[:number])

    with pytest.raises(Conflict) as refusal, held_alone(path) as source:
        refuse_other_migrations(source, path)

    assert refusal.value.code == "move.older"
    assert any(sign.isdigit() for sign in refusal.value.message.rpartition("(")[2])
    assert "semainier upgrade" in refusal.value.next_step


def test_a_newer_file_names_what_is_not_known(tmp_path: Path):
    path = made(tmp_path, *KNOWN, ("events", "9999_later"))

    with pytest.raises(Conflict) as refusal, held_alone(path) as source:
        refuse_other_migrations(source, path)

    assert (refusal.value.code, "events.9999_later" in refusal.value.message) == ("move.newer", True)


def test_what_is_no_installation_is_refused(tmp_path: Path):
    (tmp_path / "text").write_text("no database at all" * 100)
    (tmp_path / "empty").touch()
    with closing(sqlite3.connect(tmp_path / "other")) as database, database:
        database.execute("CREATE TABLE blog (n)")

    assert {code_of(tmp_path / name) for name in ("text", "empty", "other", "missing")} == {"move.no_source"}
    assert not (tmp_path / "missing").exists()


def test_a_file_in_use_is_refused(tmp_path: Path):
    path = made(tmp_path, *KNOWN)

    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(path) == "move.served"


def test_while_it_is_held_nobody_writes(tmp_path: Path):
    path = made(tmp_path, *KNOWN)

    with (
        held_alone(path),
        closing(sqlite3.connect(path, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("INSERT INTO django_migrations (app) VALUES ('x')")

    with closing(sqlite3.connect(path, timeout=0)) as other, other:
        other.execute("INSERT INTO django_migrations (app) VALUES ('x')")


def test_nothing_is_left_of_the_connection(tmp_path: Path):
    assert code_of(made(tmp_path)) == "move.older"

    assert SOURCE not in connections.settings


def test_the_target_must_be_postgresql(tmp_path: Path):
    if connections["default"].vendor == "postgresql":
        pytest.skip("this target is one")

    with pytest.raises(DomainError) as refusal:
        move_from_sqlite(tmp_path / "missing", lambda: pytest.fail("nothing is made"))

    assert refusal.value.code == "move.no_target"


def test_every_table_of_our_apps_is_moved():
    moved = {model._meta.db_table for model in models_to_move()}

    own = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("semainier.") and not model._meta.proxy
    }
    assert own <= moved
    assert "events_event_co_organisers" in moved
