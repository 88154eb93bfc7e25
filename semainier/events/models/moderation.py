"""What passes between a member and its region about an event: decisions, messages, presets, trust, alerts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.events.models.event import Event
from semainier.organisations.models import Organisation


class DecisionAction(models.TextChoices):
    SUBMIT = "submit", _("Submitted")
    PUBLISH = "publish", _("Published")
    REQUEST_CHANGES = "request_changes", _("Change requested")
    REFUSE = "refuse", _("Refused")
    WITHDRAW = "withdraw", _("Withdrawn")
    REOPEN = "reopen", _("Taken up again")


class DecisionReason(models.TextChoices):
    """Why a step was taken without a person reading the event."""

    TRUSTED = "trusted", _("Trusted organisation")


class Decision(models.Model):
    """A step of the moderation of an event: who, when, what, and the words sent to the member."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="decisions")
    action = models.CharField(_("step"), max_length=20, choices=DecisionAction)
    message = models.TextField(_("message"), blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=DecisionReason, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.event}"


class Message(models.Model):
    """A line of the conversation between the organisation and the desk about one event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="messages")
    text = models.TextField(_("message"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    from_desk = models.BooleanField(_("from the desk"))
    at = models.DateTimeField(_("at"), default=clock.now)
    # When the other side was written to, or showed by an answer that it had read it.
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        indexes = [
            # What is still to be told: the timed job looks for it every few minutes.
            models.Index(fields=["at"], condition=Q(told_at__isnull=True), name="message_untold")
        ]

    def __str__(self) -> str:
        return f"{self.event} – {self.at:%Y-%m-%d}"


class PresetFor(models.TextChoices):
    REQUEST_CHANGES = "request_changes", _("Asking for a change")
    REFUSE = "refuse", _("Refusing")


class Preset(models.Model):
    """A sentence that a desk uses often. The head’s serve everybody, an association’s serve itself."""

    association = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="presets"
    )
    action = models.CharField(_("for"), max_length=20, choices=PresetFor)
    label = models.CharField(_("label"), max_length=80)
    text = models.TextField(_("sentence"), max_length=1000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("preset")
        verbose_name_plural = _("presets")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class Trust(models.Model):
    """An organisation whose events are published at once and read by sample. Given and taken by its region."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="trusts")
    since = models.DateTimeField(_("since"), default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    # The first event that it published: it is always read.
    used_at = models.DateTimeField(_("first used"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("trust")
        verbose_name_plural = _("trusts")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at__isnull=True), name="trust_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.since:%Y-%m-%d}"


class AlertReason(models.TextChoices):
    WRONG = "wrong", _("Something on this page is wrong")
    CANCELLED = "cancelled", _("It does not take place")
    UNSUITABLE = "unsuitable", _("It should not be shown here")
    PICTURE = "picture", _("I object to a picture")
    OTHER = "other", _("Something else")


class AlertState(models.TextChoices):
    OPEN = "open", pgettext_lazy("alert", "To be read")
    SETTLED = "settled", pgettext_lazy("alert", "Settled")
    UNFOUNDED = "unfounded", pgettext_lazy("alert", "Unfounded")


class Alert(models.Model):
    """What a visitor reports about the page of an event, without an account. Handled in the queue."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="alerts")
    reason = models.CharField(_("what is it about"), max_length=12, choices=AlertReason)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    email = models.EmailField(_("your address, if you want an answer"), blank=True)
    language = models.CharField(max_length=2, default="fr", editable=False)
    # Keyed hash of the sender's network address, to slow down who floods; forgotten with the alert.
    sender = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField(_("at"), default=clock.now)
    state = models.CharField(_("state"), max_length=10, choices=AlertState, default=AlertState.OPEN)
    answer = models.CharField(_("what was done"), max_length=500, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["state", "at"], name="alert_queue"),
            models.Index(fields=["sender", "at"], name="alert_of_sender"),  # how many lately
        ]

    def __str__(self) -> str:
        return f"{self.event} – {self.get_reason_display()}"


class AnswerDelay(models.Model):
    """How many submissions of an edition and department were answered after so many working days.

    Counted at each answer, so that the statistics are read at once whatever the number of events. The department is
    a plain code: that of the organiser, empty where it has none.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    department = models.CharField(max_length=3, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"))
    number = models.PositiveIntegerField(_("answers"), default=0)

    class Meta:
        verbose_name = _("delay of answers")
        verbose_name_plural = _("delays of answers")
        constraints = [
            models.UniqueConstraint(fields=["edition", "department", "days"], name="answer_delay_unique")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.department}: {self.days} × {self.number}"
