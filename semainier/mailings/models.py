"""The outbox, the timed jobs' last runs, and the signs of life of the workers."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.mailings.kinds import kind_label
from semainier.mailings.states import SENDABLE_AGAIN, SHAPES, Priority, State


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: dt.datetime) -> "MailQuerySet":
        """Mails to send now, codes first, then in the order of their turn."""
        waiting = self.filter(state=State.QUEUED, next_attempt_at__lte=now)
        return waiting.order_by("priority", "next_attempt_at", "pk")

    def stale(self, before: dt.datetime) -> "MailQuerySet":
        """Mails that a worker took before that instant and never came back with."""
        return self.filter(state=State.SENDING, claimed_at__lt=before)


class Mail(models.Model):
    """One mail to one person, as it will leave or as it left.

    The Message-ID is given once and kept for every attempt, so that a mail that comes twice is seen as one.
    """

    message_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    recipient_email = models.CharField(max_length=254, blank=True)
    recipient_name = models.CharField(max_length=200, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fr")
    subject = models.CharField(max_length=254, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    is_sensitive = models.BooleanField(default=False)
    dedup_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    next_attempt_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            # MailQuerySet.due, once a second: only what waits
            models.Index(
                fields=["priority", "next_attempt_at"], name="mail_due", condition=Q(state="queued")
            ),
            # MailQuerySet.stale, once a second: only what is under way
            models.Index(fields=["claimed_at"], name="mail_under_way", condition=Q(state="sending")),
            # queries.outbox: newest first
            models.Index(fields=["-created_at", "-id"], name="mail_newest"),
            # queries.outbox filtered by state or kind, and the counts by state
            models.Index(fields=["state", "-created_at"], name="mail_of_state"),
            models.Index(fields=["kind", "-created_at"], name="mail_of_kind"),
            # the mailbox of the demonstration, export and erasure of a person
            models.Index(fields=["recipient_email", "-created_at"], name="mail_of_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_date",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.kind

    @property
    def kind_label(self) -> str | Promise:
        return kind_label(self.kind)

    @property
    def shape(self) -> str:
        """How a page shows the state."""
        return SHAPES[State(self.state)]

    @property
    def can_be_resent(self) -> bool:
        """Whether a person may send it again: it ended badly and its text is still there."""
        return self.state in SENDABLE_AGAIN and self.purged_at is None


class JobRun(models.Model):
    """When a timed job last ran and is due next; the row is the lock that keeps several workers apart."""

    name = models.CharField(max_length=80, unique=True)
    next_run_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("timed job")
        verbose_name_plural = _("timed jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """The last sign of life of one worker process, read by the page of health."""

    worker = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["-beat_at"]

    def __str__(self) -> str:
        return self.worker
