"""The way of an installation from its SQLite file into an empty PostgreSQL database: every row, or none.

The file is held alone from the first look to the last row: who serves it is noticed, nobody writes meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, DataError, IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.utils import ConnectionHandler
from django.utils.translation import gettext as _

from semainier.core.errors import Conflict, DomainError

SOURCE = "move_source"
# So many rows are in memory at a time.
CHUNK = 2000
# What `migrate` itself writes into a new database; replaced by the rows of the source.
WRITTEN_BY_MIGRATE = ("auth_permission", "django_content_type")
OPTIONS = {"transaction_mode": "EXCLUSIVE", "timeout": 1, "init_command": "PRAGMA locking_mode=EXCLUSIVE"}


def move_from_sqlite(file: Path, migrate: Callable[[], object]) -> dict[str, int]:
    """Copy the database `file` into the empty PostgreSQL of DATABASE_URL; return the rows of each table.

    `migrate` makes the target's tables, once both sides are found fit. One transaction: a refused row leaves
    the target without any. Raises DomainError with a code `move.…`, DatabaseError when the target is away.
    """
    target = connections[DEFAULT_DB_ALIAS]
    if target.vendor != "postgresql":
        advice = _("Set DATABASE_URL to an empty PostgreSQL database: postgres://user:password@host/name")
        raise DomainError("move.no_target", _("DATABASE_URL names no PostgreSQL database."), advice)
    with held_alone(file) as source:
        refuse_other_migrations(source, file)
        refuse_used_target(target)
        migrate()
        moved = _copy_all(source, target)
    with target.cursor() as cursor:
        cursor.execute("ANALYZE")
    return moved


@contextmanager
def held_alone(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """Give the connection of a SQLite file that nobody else has open; in WAL a process at rest counts too."""
    if not file.is_file():
        raise DomainError("move.no_source", _("There is no file %(file)s.") % {"file": file})
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": dict(OPTIONS)}
    known = ConnectionHandler({DEFAULT_DB_ALIAS: {}, SOURCE: database})
    connections.settings[SOURCE] = known.settings[SOURCE]
    try:
        with ExitStack() as stack:
            _begin(stack, file)
            yield connections[SOURCE]
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]
        del connections.settings[SOURCE]


def refuse_other_migrations(source: BaseDatabaseWrapper, file: Path) -> None:
    """Raise Conflict unless the file stands exactly at the migrations of this program."""
    executor = MigrationExecutor(source)
    loader = executor.loader
    waiting = executor.migration_plan(loader.graph.leaf_nodes())
    if waiting:
        message = _("%(file)s is older than the program (%(count)s changes wait).")
        message %= {"file": file, "count": len(waiting)}
        advice = _("Run semainier upgrade without DATABASE_URL first.")
        raise Conflict("move.older", message, advice)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        message = _("%(file)s holds what this program does not know: %(name)s.")
        message %= {"file": file, "name": ".".join(unknown[0])}
        advice = _("Move with the version, the extras and the settings with which it was served.")
        raise Conflict("move.newer", message, advice)


def refuse_used_target(target: BaseDatabaseWrapper) -> None:
    """Raise Conflict when a table of the target holds a row; new tables and those of `migrate` are well."""
    passed_over = {"django_migrations", *WRITTEN_BY_MIGRATE}
    with target.cursor() as cursor:
        for table in target.introspection.table_names(cursor):
            if table in passed_over:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {target.ops.quote_name(table)})")  # noqa: S608 -- a quoted name
            if cursor.fetchone()[0]:
                message = _("The database %(name)s is not empty: %(table)s holds rows.")
                message %= {"name": target.settings_dict["NAME"], "table": table}
                raise Conflict("move.not_empty", message, _("Name an empty database in DATABASE_URL."))


def models_to_move() -> list[type[Model]]:
    """Return every model with a table of its own, those between two models included."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _begin(stack: ExitStack, file: Path) -> None:
    """Take the lock for as long as the stack stands; raise when another has the file, or it is not ours."""
    try:
        stack.enter_context(transaction.atomic(using=SOURCE))
        tables = connections[SOURCE].introspection.table_names()
    except DatabaseError as error:
        if "locked" in str(error):
            message = _("%(file)s is in use by another program.") % {"file": file}
            raise Conflict("move.served", message, _("Stop the server and the worker first.")) from error
        raise DomainError("move.no_source", f"{file}: {error}.") from error
    if "django_migrations" not in tables:
        message = _("%(file)s is not the database of an installation.") % {"file": file}
        raise DomainError("move.no_source", message)


def _copy_all(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> dict[str, int]:
    models = models_to_move()
    try:
        with transaction.atomic():  # PostgreSQL looks at the foreign keys at the end of it
            with target.cursor() as cursor:
                for table in WRITTEN_BY_MIGRATE:
                    cursor.execute(f"DELETE FROM {target.ops.quote_name(table)}")  # noqa: S608 -- a fixed name
            moved = {model._meta.db_table: _copy(model, target) for model in models}
            with target.cursor() as cursor:
                for statement in target.ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(statement)
            _refuse_difference(moved, source, target)
    except (DataError, IntegrityError) as error:
        message = _("PostgreSQL refuses what the file holds: %(why)s") % {"why": error}
        advice = _("Mend that row in the file; nothing was moved.")
        raise DomainError("move.refused_row", message, advice) from error
    return moved


def _copy(model: type[Model], target: BaseDatabaseWrapper) -> int:
    """Stream the rows of one table through COPY; return how many."""
    fields = model._meta.local_concrete_fields
    quoted = [
        target.ops.quote_name(str(name)) for name in (model._meta.db_table, *(f.column for f in fields))
    ]
    statement = f"COPY {quoted[0]} ({', '.join(quoted[1:])}) FROM STDIN"
    rows = model._meta.base_manager.using(SOURCE).order_by().values_list(*(field.attname for field in fields))
    with target.cursor() as cursor, target.wrap_database_errors:
        with cursor.copy(statement) as copy:
            for row in rows.iterator(CHUNK):
                copy.write_row(_cells(fields, row, target))
        return int(cursor.rowcount)


def _cells(fields: Sequence[Any], row: Sequence[Any], target: BaseDatabaseWrapper) -> list[Any]:
    return [field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)]


def _refuse_difference(
    moved: dict[str, int], source: BaseDatabaseWrapper, target: BaseDatabaseWrapper
) -> None:
    """Raise when a table does not hold as many rows here as there."""
    for table in moved:
        counts = []
        for side in (source, target):
            with side.cursor() as cursor:
                cursor.execute(f"SELECT COUNT(*) FROM {side.ops.quote_name(table)}")  # noqa: S608 -- a quoted name
                counts.append(cursor.fetchone()[0])
        if counts[0] != counts[1]:
            message = _("%(table)s has %(here)s rows here and %(there)s there.")
            message %= {"table": table, "here": counts[0], "there": counts[1]}
            raise DomainError("move.incomplete", message, _("Nothing was moved. Run it again."))
