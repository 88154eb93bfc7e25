"""Backup and restore: under write load, of both databases, and of archives that are not what they say."""

import gzip
import io
import json
import os
import shutil
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from semainier.core.backup import Place, make_archive
from semainier.core.errors import Conflict, DomainError
from semainier.core.restore import restore_archive

pytestmark = pytest.mark.django_db
PAIRS = "CREATE TABLE {name} (n INTEGER)"
KNOWN = "INSERT INTO django_migrations (app, name, applied) VALUES ('sessions', '0001_initial', '2026-01-01')"


def sqlite_place(folder: Path, key: str = "k" * 50) -> Place:
    folder.mkdir(mode=0o700, exist_ok=True)
    name = str(folder / "semainier.sqlite3")
    return Place(
        {
            **settings.DATABASES["default"],
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {},
        },
        folder / "media",
        key,
        folder,
    )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A small installation: two tables that a writer keeps equal, two media, a key."""
    made = sqlite_place(tmp_path / "var")
    with closing(sqlite3.connect(made.database["NAME"])) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        for statement in (KNOWN, PAIRS.format(name="a"), PAIRS.format(name="b")):
            database.execute(statement)
        database.commit()
    (made.media / "photos").mkdir(parents=True)
    (made.media / "photos" / "été.jpg").write_bytes(b"\xff\xd8" * 1000)
    (made.media / "logo.png").write_bytes(b"png")
    return made


@contextmanager
def writing(write: Callable[[int], None]) -> Iterator[list[int]]:
    """Call `write` again and again in a thread; the list holds how many calls came through."""
    done, stop = [0], threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            write(done[0])
            done[0] += 1

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        while done[0] < 20:
            pass
        yield done
    finally:
        stop.set()
        thread.join()


def write_pair_to(path: str) -> Callable[[int], None]:
    def write(number: int) -> None:
        with closing(sqlite3.connect(path, timeout=30)) as database, database:
            database.execute("INSERT INTO a VALUES (?)", (number,))
            database.execute("INSERT INTO b VALUES (?)", (number,))

    return write


def counts(path: str) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as database:
        return tuple(database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in "ab")  # noqa: S608 -- two letters


def test_backup_under_write_load_is_one_state_and_comes_back(place: Place, tmp_path: Path) -> None:
    archive, there = tmp_path / "all.tar.gz", sqlite_place(tmp_path / "there")

    with writing(write_pair_to(place.database["NAME"])) as done:
        before = done[0]
        manifest = make_archive(place, archive)
    restore_archive(there, archive)

    a, b = counts(there.database["NAME"])
    assert before <= a == b < done[0]
    assert sorted(manifest["files"]) == [
        "database.sqlite3",
        "media/logo.png",
        "media/photos/été.jpg",
        "secret_key",
    ]
    assert (there.media / "photos" / "été.jpg").read_bytes() == b"\xff\xd8" * 1000
    assert (there.var / "secret_key").read_text() == "k" * 50


def test_archive_and_restored_files_are_closed_to_others(place: Place, tmp_path: Path) -> None:
    archive, there = tmp_path / "all.tar.gz", sqlite_place(tmp_path / "there")
    old = os.umask(0o022)

    try:
        make_archive(place, archive)
        restore_archive(there, archive)
    finally:
        os.umask(old)

    files = [archive, *(path for path in there.var.rglob("*") if path.is_file())]
    assert len(files) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_backup_never_overwrites_a_file(place: Place, tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    archive.write_text("mine")

    with pytest.raises(Conflict) as refusal:
        make_archive(place, archive)

    assert refusal.value.code == "backup.exists"
    assert archive.read_text() == "mine"


def test_backup_that_fails_leaves_no_part_behind(place: Place, tmp_path: Path) -> None:
    Path(place.database["NAME"]).write_bytes(b"not a database at all" * 500)
    for suffix in ("-wal", "-shm"):
        Path(place.database["NAME"] + suffix).unlink(missing_ok=True)

    with pytest.raises(Exception, match="not a database"):
        make_archive(place, tmp_path / "all.tar.gz")

    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_restore_refuses_a_place_in_use(place: Place, tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    make_archive(place, archive)

    with pytest.raises(Conflict) as refusal:
        restore_archive(place, archive)

    assert refusal.value.code == "restore.not_empty"


def test_restore_puts_a_first_key_aside(place: Place, tmp_path: Path) -> None:
    archive, there = tmp_path / "all.tar.gz", sqlite_place(tmp_path / "there")
    make_archive(place, archive)
    (there.var / "secret_key").write_text("made by a first command")

    restore_archive(there, archive)

    (aside,) = there.var.glob("secret_key.before-*")
    assert aside.read_text() == "made by a first command"
    assert (there.var / "secret_key").read_text() == "k" * 50


def rewrite(
    archive: Path,
    change: Callable[[str, bytes], tuple[str, bytes] | None],
    extra: tarfile.TarInfo | None = None,
) -> Path:
    """Copy an archive, each member changed; None leaves it out."""
    target = archive.with_name("changed.tar.gz")
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        if extra:
            new.addfile(extra)
        for member in old:
            changed = change(member.name, old.extractfile(member).read())
            if changed:
                info = tarfile.TarInfo(changed[0])
                info.size = len(changed[1])
                new.addfile(info, io.BytesIO(changed[1]))
    return target


def as_it_is(name: str, content: bytes) -> tuple[str, bytes]:
    return name, content


def change_manifest(**values: Any) -> Callable[[str, bytes], tuple[str, bytes]]:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, json.dumps(
            {**json.loads(content), **values}
        ).encode() if name == "manifest.json" else content

    return change


def link(name: str, kind: bytes, to: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def renamed(name: str) -> Callable[[str, bytes], tuple[str, bytes]]:
    return lambda old, content: (name if old == "media/logo.png" else old, content)


def without(name: str) -> Callable[[str, bytes], tuple[str, bytes] | None]:
    return lambda old, content: None if old == name else (old, content)


BAD = {
    "a path out of the folder": ("restore.broken", renamed("media/../../evil"), None),
    "an absolute path": ("restore.broken", renamed("/etc/evil"), None),
    "a stranger": ("restore.broken", renamed("run.sh"), None),
    "a symbolic link": ("restore.broken", as_it_is, link("media/a", tarfile.SYMTYPE, "/etc")),
    "a hard link": ("restore.broken", as_it_is, link("media/a", tarfile.LNKTYPE, "/etc/passwd")),
    "no manifest": ("restore.broken", without("manifest.json"), None),
    "a medium changed": ("restore.broken", lambda n, c: (n, b"pnG" if n == "media/logo.png" else c), None),
    "a medium lost": ("restore.broken", without("media/logo.png"), None),
    "another format": ("restore.broken", change_manifest(format=2), None),
    "another engine": ("restore.other_engine", change_manifest(engine="postgresql"), None),
    "a newer version": ("restore.newer", change_manifest(migrations=["events.9999_later"]), None),
}


@pytest.mark.parametrize("case", BAD)
def test_restore_refuses_whole_and_leaves_the_place_empty(case: str, place: Place, tmp_path: Path) -> None:
    code, change, extra = BAD[case]
    archive, there = tmp_path / "all.tar.gz", sqlite_place(tmp_path / "there")
    make_archive(place, archive)

    with pytest.raises(DomainError) as refusal:
        restore_archive(there, rewrite(archive, change, extra))

    assert refusal.value.code == code
    assert list(there.var.iterdir()) == []


def test_restore_refuses_an_archive_cut_off(place: Place, tmp_path: Path) -> None:
    archive, there = tmp_path / "all.tar.gz", sqlite_place(tmp_path / "there")
    make_archive(place, archive)
    archive.write_bytes(archive.read_bytes()[:-400])

    with pytest.raises(DomainError) as refusal:
        restore_archive(there, archive)

    assert refusal.value.code == "restore.broken"


def test_restore_refuses_what_is_no_archive(tmp_path: Path) -> None:
    there = sqlite_place(tmp_path / "there")
    (tmp_path / "x.tar.gz").write_bytes(gzip.compress(b"hello"))

    for name in ("x.tar.gz", "missing.tar.gz"):
        with pytest.raises(DomainError) as refusal:
            restore_archive(there, tmp_path / name)
        assert refusal.value.code == "restore.broken"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_under_write_load_comes_back(tmp_path: Path) -> None:
    if connection.vendor != "postgresql" or shutil.which("pg_dump") is None:
        pytest.skip("needs PostgreSQL and its client")
    import psycopg  # noqa: PLC0415 -- an extra that only this database needs

    here = {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}
    there = {**here, "NAME": f"{here['NAME']}_restored"}
    address = {"host": here["HOST"], "port": here["PORT"], "user": here["USER"], "password": here["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f"DROP DATABASE IF EXISTS {there['NAME']}")
        server.execute(f"CREATE DATABASE {there['NAME']}")
    with psycopg.connect(dbname=here["NAME"], autocommit=True, **address) as writer:
        writer.execute("CREATE TABLE a (n integer); CREATE TABLE b (n integer)")

        def write(number: int) -> None:
            with writer.transaction():
                writer.execute("INSERT INTO a VALUES (%s)", (number,))
                writer.execute("INSERT INTO b VALUES (%s)", (number,))

        try:
            with writing(write) as done:
                make_archive(Place(here, tmp_path / "media", "k", tmp_path), tmp_path / "all.tar.gz")
        finally:
            writer.execute("DROP TABLE a, b")
    restore_archive(Place(there, tmp_path / "m", "k", tmp_path / "there"), tmp_path / "all.tar.gz")

    with psycopg.connect(dbname=there["NAME"], autocommit=True, **address) as restored:
        a, b = restored.execute("SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)").fetchone()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f"DROP DATABASE {there['NAME']}")
    assert 20 <= a == b < done[0]
