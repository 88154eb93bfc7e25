"""A file that was imported knows the source whose events it tells."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_declare_and_moderate"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="runs",
                to="events.source",
                verbose_name="source",
            ),
        ),
    ]
