"""A file of a picture leads to its event: who may see it is asked each time."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_programme_by_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["picture"], name="event_picture"),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["photo"], name="outcome_photo"),
        ),
    ]
