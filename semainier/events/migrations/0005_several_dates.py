"""The programme is read day by day, of which an event on several dates skips some: its index tells them apart.

An event that was postponed keeps the dates first announced.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0004_declare_and_moderate")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="announced",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.RemoveIndex(model_name="event", name="event_by_day"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=[
                    "edition", "moderation", "audience", "first_day", "starts_at", "id", "last_day", "theme",
                    "region", "department", "admission", "status", "organisation", "session_count",
                ],
                name="event_by_day",
            ),
        ),
    ]
