"""Forget the content of files sent long ago: what they did is in the journal, and in what they made."""

import datetime as dt

from django.db import transaction

from semainier.core import clock
from semainier.staff.models import ImportRun

KEPT_FOR = dt.timedelta(days=90)


@transaction.atomic
def purge_imports() -> int:
    """Remove files and verdicts of imports older than 90 days; the counts stay. Return how many imports."""
    old = ImportRun.objects.select_for_update().filter(created_at__lt=clock.now() - KEPT_FOR)
    runs = list(old.exclude(stored_report={}, file=""))
    for run in runs:
        run.file.delete(save=False)
        run.stored_report = {}
        run.save(update_fields=["file", "stored_report"])
    return len(runs)
