"""The way back from an archive into an empty place: checked first, then moved in; nothing is overwritten."""

import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from semainier.core.backup import (
    DATABASE_NAMES,
    FORMAT,
    KEY,
    MANIFEST,
    Hashed,
    Place,
    media_files,
    opened,
    run_client,
)
from semainier.core.clock import now
from semainier.core.errors import Conflict, DomainError

CHUNK = 1024 * 1024


def restore_archive(place: Place, source: Path) -> dict[str, Any]:
    """Bring an archive back into an empty place; return its manifest. All is checked before a move."""
    refuse_used_place(place)
    place.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.var, prefix=".restore-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _refuse_foreign(place, manifest)
        _put_database(place, folder)
        if (folder / "media").exists():
            place.media.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.rmtree(place.media, ignore_errors=True)  # empty folders at most, see refuse_used_place
            shutil.move(folder / "media", place.media)
        _put_key(place, folder)
    return manifest


def refuse_used_place(place: Place) -> None:
    """Raise Conflict when there is a database with tables, or a medium: nothing is ever overwritten."""
    if _has_tables(place) or any(media_files(place.media)):
        advice = _("Restore into an empty place (another SEMAINIER_VAR, an empty database).")
        raise Conflict(
            "restore.not_empty",
            _("There is already an installation in %(var)s.") % {"var": place.var},
            advice,
        )


def _has_tables(place: Place) -> bool:
    if place.engine == "sqlite3":  # a command that only looked may have left an empty file
        path = Path(place.database["NAME"])
        return path.exists() and path.stat().st_size > 0
    with opened(place) as connection:
        return bool(connection.introspection.table_names())


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack plain files with known names only, and hold them against the manifest."""
    found: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                if not member.isfile() or not _is_ours(member.name):
                    raise _broken(_("it holds %(name)s") % {"name": member.name})
                found[member.name] = _unpack_file(archive, member, folder / member.name)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise _broken(str(error)) from error
    if found.pop(MANIFEST, None) is None:
        raise _broken(_("it is cut off"))
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["files"] != found:
        wrong = sorted(
            name for name in {*found, *manifest["files"]} if found.get(name) != manifest["files"].get(name)
        )
        raise _broken(_("%(name)s is not what was saved") % {"name": wrong[0]})
    return manifest


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name in {MANIFEST, KEY, *DATABASE_NAMES.values()}:
        return True
    return (
        len(parts) > 1 and parts[0] == "media" and ".." not in parts and "\\" not in name and "\0" not in name
    )


def _unpack_file(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> dict[str, Any]:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = archive.extractfile(member)
    if content is None:
        raise _broken(member.name)
    hashed = Hashed(content)
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        shutil.copyfileobj(hashed, file, CHUNK)
    return {"size": member.size, "sha256": hashed.digest.hexdigest()}


def _broken(why: str) -> DomainError:
    message = _("This is not a complete archive of Semainier: %(why)s.") % {"why": why}
    return DomainError("restore.broken", message, _("Take another archive: nothing was changed here."))


def _refuse_foreign(place: Place, manifest: dict[str, Any]) -> None:
    if manifest["format"] != FORMAT:
        raise _broken(_("it has the format %(number)s") % {"number": manifest["format"]})
    if manifest["engine"] != place.engine:
        names = {"archive": manifest["engine"], "here": place.engine}
        message = _("The archive comes from %(archive)s, DATABASE_URL names %(here)s.") % names
        raise DomainError(
            "restore.other_engine", message, _("Restore on the same kind of database, then move it.")
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := [name for name in manifest["migrations"] if name not in known]:
        message = _("The archive was made by a newer Semainier (%(version)s).") % {
            "version": manifest["version"]
        }
        raise DomainError("restore.newer", f"{message} [{unknown[0]}]", _("Install that version first."))


def _put_database(place: Place, folder: Path) -> None:
    copy = folder / DATABASE_NAMES[place.engine]
    if place.engine == "sqlite3":
        target = Path(place.database["NAME"])
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(copy, target)
    else:
        run_client(
            place,
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            "--dbname",
            place.database["NAME"],
            str(copy),
        )


def _put_key(place: Place, folder: Path) -> None:
    """Install the key; one that stands there already (made by a first command) is put aside, not lost."""
    target = place.var / KEY
    if target.exists():
        target.rename(target.with_name(f"{KEY}.before-{now():%Y%m%d%H%M%S}"))
    shutil.move(folder / KEY, target)
