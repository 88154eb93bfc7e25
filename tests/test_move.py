"""From SQLite to PostgreSQL: every row arrives, numbers go on, and nothing is moved that is not fit to be."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import ANY
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.operator import Installation, free_port
from tests.tree import ROOT

pytestmark = pytest.mark.slow
NOBODY_THERE = "postgres://nobody@localhost:1/none"
DJANGO = (sys.executable, "-P", "-m", "django")
PYTEST = (
    sys.executable, "-P", "-m", "pytest", str(ROOT / "tests" / "scenery.py"), "--rootdir", str(ROOT),
    "-c", str(ROOT / "pyproject.toml"), "--ds", "config.settings", "-p", "no:cacheprovider",
)  # fmt: skip


def run(place: Installation, program: tuple[str, ...], *arguments: str, **variables: str) -> str:
    done = Installation(place.folder, program).run(
        *arguments, DJANGO_SETTINGS_MODULE="config.settings", **variables
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on SQLite with the cast of the tests, and all the communes of France."""
    place = Installation(tmp_path_factory.mktemp("move") / "place")
    run(place, DJANGO, "migrate", "--verbosity", "0")
    run(place, PYTEST)
    run(place, DJANGO, "load_territories")
    return place


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on SQLite with tables and nothing else."""
    place = Installation(tmp_path_factory.mktemp("move") / "bare")
    run(place, DJANGO, "migrate", "--verbosity", "0")
    return place


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of an empty database on the PostgreSQL of the tests."""
    server = settings.DATABASES["default"]
    if not server["ENGINE"].endswith("postgresql"):
        pytest.skip("needs PostgreSQL")
    import psycopg  # noqa: PLC0415 -- an extra that only this database needs

    name = "semainier_moved"
    address = {
        "host": server["HOST"],
        "port": server["PORT"],
        "user": server["USER"],
        "password": server["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as maintenance:
        maintenance.execute(f"DROP DATABASE IF EXISTS {name}")
        maintenance.execute(f"CREATE DATABASE {name}")
        yield (
            f"postgres://{quote(server['USER'])}:{quote(server['PASSWORD'])}@{server['HOST']}:{server['PORT']}/{name}"
        )
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(place: Installation, **variables: str) -> list[dict[str, Any]]:
    return json.loads(run(place, DJANGO, "dumpdata", **variables))


def copy_of(place: Installation, copy: Path, statement: str) -> str:
    """Return the path of a copy of the database in which one thing was changed."""
    with (
        closing(sqlite3.connect(place.var / "semainier.sqlite3")) as source,
        closing(sqlite3.connect(copy)) as target,
        target,
    ):
        source.backup(target)
        target.execute(statement)
    return str(copy)


def move(place: Installation, target: str, file: str = "var/semainier.sqlite3") -> tuple[int, str]:
    done = place.run("move", "--from-sqlite", file, DATABASE_URL=target)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.postgres
def test_every_row_arrives_and_numbers_go_on(furnished: Installation, elsewhere: str) -> None:
    import psycopg  # noqa: PLC0415 -- an extra that only this database needs

    assert move(furnished, elsewhere)[0] == 0

    there = rows(furnished, DATABASE_URL=elsewhere)
    assert there == rows(furnished)
    assert sum(row["model"] == "territories.commune" for row in there) > 34_000
    highest = max(row["pk"] for row in there if row["model"] == "events.event")
    with psycopg.connect(elsewhere) as database:
        (number,) = database.execute(
            "SELECT nextval(pg_get_serial_sequence('events_event', 'id'))"
        ).fetchone()
    assert number == highest + 1


@pytest.mark.postgres
def test_target_in_use_is_refused(bare: Installation, elsewhere: str) -> None:
    run(bare, DJANGO, "migrate", DATABASE_URL=elsewhere)
    assert move(bare, elsewhere) == (0, ANY)  # tables alone are not in the way
    run(bare, DJANGO, "load_territories", DATABASE_URL=elsewhere)

    status, said = move(bare, elsewhere)

    assert (status, "semainier_moved" in said) == (1, True)


@pytest.mark.postgres
def test_row_that_does_not_fit_leaves_the_target_empty(
    furnished: Installation, elsewhere: str, tmp_path: Path
) -> None:
    longer = "UPDATE accounts_user SET phone = printf('%040d', 1)"
    copy = copy_of(furnished, tmp_path / "copy.sqlite3", longer)

    status, said = move(furnished, elsewhere, copy)

    assert (status, "accounts_user" in said) == (1, True)
    assert {row["model"] for row in rows(furnished, DATABASE_URL=elsewhere)} <= {
        "contenttypes.contenttype",
        "auth.permission",
    }


def test_served_file_is_refused(furnished: Installation) -> None:
    with furnished.serving(SEMAINIER_PORT=str(free_port())):
        status, said = move(furnished, NOBODY_THERE)

    assert (status, "semainier.sqlite3" in said) == (1, True)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM django_migrations WHERE app = 'events'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('events', '9999_later', '2026-01-01')",
    ],
)
def test_file_of_another_version_is_refused(statement: str, bare: Installation, tmp_path: Path) -> None:
    copy = copy_of(bare, tmp_path / "copy.sqlite3", statement)

    status, said = move(bare, NOBODY_THERE, copy)

    assert status == 1
    assert len(said.splitlines()) == 3


@pytest.mark.parametrize("name", ["missing.sqlite3", "text.sqlite3", "empty.sqlite3"])
def test_file_that_is_no_installation_is_refused(name: str, tmp_path: Path) -> None:
    place = Installation(tmp_path / "place")
    (place.folder / "text.sqlite3").write_text("no database at all" * 100)
    (place.folder / "empty.sqlite3").touch()

    status, said = move(place, NOBODY_THERE, name)

    assert (status, name in said) == (1, True)
    assert not (place.folder / "missing.sqlite3").exists()


def test_target_must_be_postgresql(bare: Installation) -> None:
    status, said = move(bare, "")

    assert (status, "DATABASE_URL" in said) == (1, True)
