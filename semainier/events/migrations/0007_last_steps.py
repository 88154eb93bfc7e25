"""Events of before remember their last step: the queue is read in its order."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def remember_last_steps(apps: Any, schema_editor: Any) -> None:
    """Copy the day of the last decision of each event onto it. One statement."""
    steps = apps.get_model("events", "Decision").objects.filter(event=OuterRef("pk")).order_by("-at", "-pk")
    events = apps.get_model("events", "Event").objects.filter(decided_at__isnull=True)
    events.update(decided_at=Subquery(steps.values("at")[:1]))


class Migration(migrations.Migration):
    dependencies = [("events", "0006_queue")]

    operations = [migrations.RunPython(remember_last_steps, migrations.RunPython.noop)]
