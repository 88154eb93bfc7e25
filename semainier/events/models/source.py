"""Where events are imported from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.organisations.models import Organisation


class SourceKind(models.TextChoices):
    SHEET = "sheet", _("Spreadsheet")
    OPENAGENDA = "openagenda", "OpenAgenda"
    ICALENDAR = "icalendar", "iCalendar"


class Source(models.Model):
    """A file or an address that events of an edition come from; identifiers are stable within it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sources")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="event_sources"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "url"], condition=~Q(url=""), name="source_url_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
