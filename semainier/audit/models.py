"""The lines of the journal: added, never changed, except that an erased person loses her name in them."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from semainier.core import clock


class AuditEntry(models.Model):
    """Who did what, when, to which thing, under the names they bore at that moment.

    The organisation and the edition are plain numbers: the journal outlives what it speaks of, and the ground
    points at nothing above it.
    """

    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_label = models.CharField(max_length=254)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(max_length=254, blank=True)
    data = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    edition_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("line of the journal")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-id"]
        indexes = [
            # queries.journal without a filter: the newest lines of all
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            # queries.history_of: the lines of one thing
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_of_object"),
            # queries.journal by organisation and by edition; most lines of the ground have neither
            models.Index(
                fields=["organisation_id", "-at"],
                name="audit_of_organisation",
                condition=models.Q(organisation_id__isnull=False),
            ),
            models.Index(
                fields=["edition_id", "-at"],
                name="audit_of_edition",
                condition=models.Q(edition_id__isnull=False),
            ),
            # queries.journal by verb, and the counts of the reports
            models.Index(fields=["verb", "-at"], name="audit_of_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.verb} {self.object_label}".rstrip()
