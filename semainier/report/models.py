"""Published figures: dated snapshots that never change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.campaigns.models import Edition
from semainier.core import clock


class SnapshotSource(models.TextChoices):
    COMPUTED = "computed", _("Counted by Semainier")
    ANNOUNCED = "announced", _("Announced by the head office")


class Snapshot(models.Model):
    """The figures of an edition as they stood at an instant; `figures` is a figures.Figures as JSON."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="snapshots")
    label = models.CharField(_("label"), max_length=120)
    source = models.CharField(
        _("source"), max_length=12, choices=SnapshotSource, default=SnapshotSource.COMPUTED
    )
    taken_at = models.DateTimeField(_("taken"), default=clock.now)
    is_published = models.BooleanField(pgettext_lazy("figures", "published"), default=True)
    figures = models.JSONField(_("figures"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition} – {self.label}"
