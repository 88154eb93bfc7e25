"""Reads of the pages made of many features."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection


def health_of() -> dict[str, Any]:
    """Return whether the parts of the installation work."""
    found: dict[str, Any] = {"ok": True, "database": "ok", "storage": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        found.update(ok=False, database="unreachable")
    if not settings.VAR.is_dir():
        found.update(ok=False, storage="missing")
    return found
