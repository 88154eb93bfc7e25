"""The outbox, the timed jobs' last runs, and the signs of life of the workers."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.mailings.kinds import kind_label
from semainier.mailings.states import SENDABLE_AGAIN, SHAPES, Delivery, Priority, State, Trouble


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
    topic = models.CharField(max_length=60, blank=True)
    # The set that a caller sends together, `rally:12`; None for a mail on its own.
    batch = models.CharField(max_length=80, null=True, blank=True)
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
    # The hour that the caller wished for; its date is the mail's own.
    not_before = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    # What was heard of it after it left: the worst or latest word, never taken back.
    delivery = models.CharField(max_length=10, choices=Delivery.choices, blank=True)
    delivery_at = models.DateTimeField(null=True, blank=True)

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
            # services.cancel_batch: most mails belong to no batch
            models.Index(fields=["batch", "state"], name="mail_of_batch", condition=Q(batch__isnull=False)),
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


class OptOut(models.Model):
    """An address that left a topic. Kept by address, not by person: a link in a mail knows no account."""

    email = models.CharField(max_length=254)
    topic = models.CharField(max_length=60)
    left_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("topic left")
        verbose_name_plural = _("topics left")
        ordering = ["email", "topic"]
        constraints = [models.UniqueConstraint(fields=["email", "topic"], name="opt_out_unique")]

    def __str__(self) -> str:
        return self.topic


class Address(models.Model):
    """An address with delivery trouble, in lower case. While `suspended_at` is set nothing but codes leaves to it."""

    email = models.CharField(max_length=254, unique=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices)
    trouble_at = models.DateTimeField()
    # In a row; a mail that arrives takes it back to 0.
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    # The words of the server that sent it back.
    diagnosis = models.CharField(max_length=500, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    # What was sent before is no reason to suspend it again.
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("address in trouble")
        verbose_name_plural = _("addresses in trouble")
        ordering = ["-trouble_at", "-pk"]
        indexes = [
            # queries.addresses: newest first, suspended only
            models.Index(fields=["-trouble_at", "-id"], name="address_newest"),
            models.Index(
                fields=["-trouble_at"], name="address_suspended", condition=Q(suspended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None


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
