"""What `semainier doctor` looks at; other apps add their own checks to `checks`."""

import os
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from semainier.core.serving import is_loopback

ENOUGH_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what it is, whether it is well, what to do when it is not."""

    what: str
    is_well: bool = True
    advice: str = ""


Check = Callable[[], Iterable[Finding]]
checks: list[Check] = []


def pending_migrations() -> list[str]:
    """Return the migrations that wait, oldest first; raises DatabaseError when no database answers."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_never_migrated() -> bool:
    return not MigrationExecutor(connections["default"]).loader.applied_migrations


def look_at_folder() -> Iterable[Finding]:
    var: Path = settings.VAR
    writable = var.is_dir() and os.access(var, os.W_OK | os.X_OK)
    yield Finding(
        _("Folder %(var)s can be written") % {"var": var}, writable, f"mkdir -p {var}; chown $USER {var}"
    )
    if not writable:
        return
    private = not stat.S_IMODE(var.stat().st_mode) & 0o077
    yield Finding(_("Folder %(var)s is closed to other accounts") % {"var": var}, private, f"chmod 700 {var}")
    key = var / "secret_key"
    if key.exists():
        closed = not stat.S_IMODE(key.stat().st_mode) & 0o077
        yield Finding(_("Secret key is closed to other accounts"), closed, f"chmod 600 {key}")
    room = shutil.disk_usage(var).free
    advice = _("Less than 500 MB are free: remove old archives, or make the disk larger.")
    yield Finding(_("Disk has room"), room > ENOUGH_BYTES, advice)


def look_at_database() -> Iterable[Finding]:
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        yield Finding(_("Database answers"), is_well=False, advice=f"DATABASE_URL: {error}")
        return
    yield Finding(_("Database answers (%(kind)s)") % {"kind": connection.vendor})
    advice = "semainier setup" if is_never_migrated() else "semainier upgrade"
    yield Finding(_("Database is up to date"), not pending, advice)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            verdict = str(cursor.execute("PRAGMA quick_check(1)").fetchone()[0])
        yield Finding(_("Database file is sound"), verdict == "ok", f"{verdict}; semainier restore FILE")


def look_at_address() -> Iterable[Finding]:
    built = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Finding(_("Styles and scripts are built"), built, "make build")
    alone = is_loopback(settings.SEMAINIER_HOST)
    advice = _("Set SEMAINIER_URL to the public address: mails and calendars carry it.")
    public = alone or not settings.SEMAINIER_URL.startswith("http://localhost")
    yield Finding(_("Public address is %(url)s") % {"url": settings.SEMAINIER_URL}, public, advice)
    advice = _("Unset SEMAINIER_DEMO, or SEMAINIER_HOST.")
    yield Finding(_("Demonstration is for this machine alone"), alone or not settings.DEMO, advice)


checks += [look_at_folder, look_at_database, look_at_address]


def findings() -> Iterable[Finding]:
    for look in checks:
        yield from look()
