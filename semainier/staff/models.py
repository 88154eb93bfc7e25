"""Files that were sent to be imported: who sent what, what the check said, whether it was applied."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.spreadsheets import ImportReport, Verdict
from semainier.events.models import Source


class ImportKind(models.TextChoices):
    ORGANISATIONS = "organisations", _("Organisations")
    EVENTS = "events", _("Events")


class RunState(models.TextChoices):
    """Changed by services/imports.py only."""

    CHECKED = "checked", _("Checked")
    APPLIED = "applied", _("Applied")
    REFUSED = "refused", _("File refused")


def path_of(_run: "ImportRun", name: str) -> str:
    """Return where a file is kept: a name that cannot be guessed, in a folder that no page serves."""
    return f"imports/{secrets.token_urlsafe(16)}{PurePath(name).suffix.lower()[:5]}"


class ImportRun(models.Model):
    """A file of organisations or of events of an edition. A refused one keeps no content, only the reason."""

    kind = models.CharField(_("what the file holds"), max_length=20, choices=ImportKind)
    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, blank=True, related_name="+"
    )
    # Of an agenda from elsewhere; null for a spreadsheet, and once the source is forgotten.
    source = models.ForeignKey(
        Source, models.SET_NULL, verbose_name=_("source"), null=True, blank=True, related_name="runs"
    )
    file = models.FileField(_("file"), upload_to=path_of, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=150)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=clock.now)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.CHECKED)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    created = models.PositiveIntegerField(_("lines created"), default=0)
    changed = models.PositiveIntegerField(_("lines changed"), default=0)
    unchanged = models.PositiveIntegerField(_("lines unchanged"), default=0)
    refused = models.PositiveIntegerField(_("lines refused"), default=0)
    stored_report = models.JSONField(default=dict, editable=False)
    error_code = models.CharField(max_length=60, blank=True, editable=False)
    error = models.TextField(_("why the file was refused"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="events", edition__isnull=False)
                | Q(kind="organisations", edition__isnull=True),
                name="import_run_events_have_an_edition",
            ),
            models.CheckConstraint(
                condition=Q(state="applied") | Q(applied_at__isnull=True),
                name="import_run_applied_at_when_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def report(self) -> ImportReport:
        """Return the verdicts of the last check. No query."""
        return ImportReport.from_json(self.stored_report, applied=self.state == RunState.APPLIED)

    @property
    def to_write(self) -> int:
        """Return how many lines would be created or changed."""
        return self.created + self.changed

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged + self.refused

    @property
    def counts(self) -> dict[Verdict, int]:
        return {verdict: getattr(self, verdict.value) for verdict in Verdict}
