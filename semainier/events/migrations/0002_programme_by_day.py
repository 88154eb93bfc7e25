"""The programme is read day by day: its index follows."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("events", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="event", name="event_programme"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=[
                    "edition", "moderation", "audience", "first_day", "starts_at", "id", "last_day", "theme",
                    "region", "department", "admission", "status", "organisation",
                ],
                name="event_by_day",
            ),
        ),
    ]
