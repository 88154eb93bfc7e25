"""The queue at a hundred thousand events: its views have indexes, its delays are counted as they come.

A message remembers that it was told, a trust that it was used, a step why nobody took it.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_rally"),
        ("events", "0005_several_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerDelay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=3)),
                ("days", models.PositiveSmallIntegerField(verbose_name="working days")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="answers")),
            ],
            options={
                "verbose_name": "delay of answers",
                "verbose_name_plural": "delays of answers",
            },
        ),
        migrations.AddField(
            model_name="alert",
            name="language",
            field=models.CharField(default="fr", editable=False, max_length=2),
        ),
        migrations.AddField(
            model_name="decision",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[("trusted", "Trusted organisation")],
                max_length=12,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="decided_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last step"),
        ),
        migrations.AddField(
            model_name="message",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="told"),
        ),
        migrations.AddField(
            model_name="trust",
            name="used_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first used"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["edition", "moderation", "published_at"], name="event_newest"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["edition", "moderation", "decided_at"], name="event_last_step"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("changed_at__isnull", False)),
                fields=["changed_at"],
                name="event_read_again",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("sample_at__isnull", False)), fields=["sample_at"], name="event_sampled"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("escalated_at__isnull", False), ("moderation", "submitted")),
                fields=["submitted_at"],
                name="event_escalated",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("told_at__isnull", True)), fields=["at"], name="message_untold"
            ),
        ),
        migrations.AddField(
            model_name="answerdelay",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerdelay",
            constraint=models.UniqueConstraint(
                fields=("edition", "department", "days"), name="answer_delay_unique"
            ),
        ),
    ]
