"""One archive of a whole installation (database, media, secret key), made while it runs.

The archive is a .tar.gz: `database.sqlite3` or `database.dump`, `media/…`, `secret_key`, and last
`manifest.json` with the size and SHA-256 of each: one that was cut off has none. restore.py reads it.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler
from django.utils.translation import gettext as _

from semainier import __version__
from semainier.core.clock import now
from semainier.core.errors import Conflict, DomainError

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret_key"
DATABASE_NAMES = {"sqlite3": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation lives: a database as in settings.DATABASES, its media, its key, its folder."""

    database: dict[str, Any]
    media: Path
    key: str
    var: Path

    @property
    def engine(self) -> str:
        return str(self.database["ENGINE"]).rpartition(".")[2]


def place_of_settings() -> Place:
    return Place(settings.DATABASES["default"], Path(settings.MEDIA_ROOT), settings.SECRET_KEY, settings.VAR)


@contextmanager
def opened(place: Place) -> Iterator[BaseDatabaseWrapper]:
    """Give a connection of its own to the place's database, apart from any pool."""
    options = {name: value for name, value in place.database.get("OPTIONS", {}).items() if name != "pool"}
    alone = {**place.database, "OPTIONS": options}
    connection = ConnectionHandler({DEFAULT_DB_ALIAS: alone})[DEFAULT_DB_ALIAS]
    try:
        yield connection
    finally:
        connection.close()


def migrations_of(place: Place) -> list[str]:
    with opened(place) as connection:
        return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


class Hashed:
    """A file that is read once, for the archive and for its checksum."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def make_archive(place: Place, target: Path) -> dict[str, Any]:
    """Write the archive (mode 0600) and return its manifest; refuse to overwrite a file.

    The database comes first, in one consistent state; a medium that is deleted meanwhile is left out.
    """
    if target.exists():
        raise Conflict(
            "backup.exists", _("%(file)s already exists.") % {"file": target}, _("Choose another name.")
        )
    part = target.with_name(target.name + ".part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise DomainError("backup.unwritable", f"{part}: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as file, tempfile.TemporaryDirectory(dir=place.var) as folder:
            manifest = _fill(place, file, Path(folder))
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(place: Place, file: IO[bytes], folder: Path) -> dict[str, Any]:
    copy = folder / DATABASE_NAMES[place.engine]
    migrations = migrations_of(place)  # just before: an upgrade stops the server
    if place.engine == "sqlite3":
        _copy_sqlite(place, copy)
    else:
        run_client(place, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    sums: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as archive:
        _add(archive, copy.name, copy, sums)
        for path in media_files(place.media):
            _add(archive, f"media/{path.relative_to(place.media).as_posix()}", path, sums)
        sums[KEY] = _add_text(archive, KEY, place.key)
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "made_at": now().isoformat(timespec="seconds"),
            "engine": place.engine,
            "migrations": migrations,
            "files": sums,
        }
        _add_text(archive, MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def _copy_sqlite(place: Place, copy: Path) -> None:
    """Copy by SQLite's own backup: one read transaction, writers go on meanwhile."""
    with (
        closing(sqlite3.connect(place.database["NAME"], timeout=60)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if (verdict := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise DomainError("backup.damaged", _("The database is damaged: %(why)s") % {"why": verdict})


def run_client(place: Place, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password goes through the environment, where `ps` does not show it."""
    named = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = {name: str(place.database[key]) for name, key in named.items() if place.database.get(key)}
    if mode := place.database.get("OPTIONS", {}).get("sslmode"):
        environment["PGSSLMODE"] = str(mode)
    if shutil.which(program) is None:
        advice = _("Install the client of PostgreSQL: apt install postgresql-client")
        raise DomainError(
            "backup.no_client", _("The program %(name)s is missing.") % {"name": program}, advice
        )
    done = subprocess.run(  # noqa: S603 -- a fixed program, arguments of our own
        [program, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DomainError("backup.client_failed", f"{program}: {done.stderr.strip()}")


def media_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _add(archive: tarfile.TarFile, name: str, path: Path, sums: dict[str, dict[str, Any]]) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = os.fstat(file.fileno()).st_size, 0o600, int(path.stat().st_mtime)
        hashed = Hashed(file)
        archive.addfile(info, hashed)
    sums[name] = {"size": info.size, "sha256": hashed.digest.hexdigest()}


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> dict[str, Any]:
    content = text.encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), 0o600, int(now().timestamp())
    archive.addfile(info, BytesIO(content))
    return {"size": info.size, "sha256": hashlib.sha256(content).hexdigest()}
