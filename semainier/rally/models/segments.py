"""What is kept to be used again: tags of organisations, segments, message templates."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.criteria import Choice, Criteria, Matter


class KeptQuerySet(models.QuerySet[Any]):
    def shown_to(self, reach: Reach) -> "KeptQuerySet":
        """Keep what the head office made for all, and what the associations within reach made for themselves."""
        if reach.everything:
            return self
        return self.filter(Q(association__isnull=True) | Q(association__in=reach.organisations))


class OrganisationTag(models.Model):
    """A word that the desk keeps with an organisation, to find it again: lower case, one space between words."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tags")
    name = models.CharField(_("tag"), max_length=40)
    set_at = models.DateTimeField(_("since"), default=clock.now)

    class Meta:
        verbose_name = _("tag of an organisation")
        verbose_name_plural = _("tags of organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisation_tag_unique")
        ]
        indexes = [models.Index(fields=["name", "organisation"], name="organisation_tag_of_name")]

    def __str__(self) -> str:
        return self.name


class Segment(models.Model):
    """Some organisations of the member list of an edition, by what they are and did: counted anew each time."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="segments")
    # Empty: of the head office, for all to use.
    association = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="segments"
    )
    name = models.CharField(_("name"), max_length=80)
    include = models.JSONField(default=dict, blank=True)
    exclude = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def choice(self) -> Choice:
        return Choice(Criteria.read(self.include), Criteria.read(self.exclude))


class MessageTemplate(models.Model):
    """A message with placeholders, in French and perhaps in English; each sending keeps a copy of its own."""

    # Empty: of the head office, for all to use.
    association = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="message_templates"
    )
    name = models.CharField(_("name"), max_length=80)
    matter = models.CharField(_("what it asks for"), max_length=10, choices=Matter, default=Matter.OTHER)
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("message"), max_length=5000)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    text_en = models.TextField(_("message in English"), max_length=5000, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ["name", "pk"]
        constraints = [
            # Both or none: half a translation would leave with the other half in French.
            models.CheckConstraint(
                condition=Q(subject_en="", text_en="") | (~Q(subject_en="") & ~Q(text_en="")),
                name="message_template_english_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name
