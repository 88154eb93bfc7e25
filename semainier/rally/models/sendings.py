"""Sendings with their frozen recipients, and which reminders leave by themselves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.states import State
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.rally.criteria import Choice, Criteria, Matter
from semainier.rally.models.segments import KeptQuerySet, Segment


class Sending(models.Model):
    """A message to a segment, confirmed by somebody: text and recipients are copies that change no more."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sendings")
    # Empty: of the head office.
    association = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="sendings"
    )
    # What makes a second click the first one: `web:<person>:<uuid>`, or `auto:<edition>:<what>` for a reminder.
    key = models.CharField(max_length=80, unique=True, editable=False)
    segment = models.ForeignKey(Segment, models.SET_NULL, null=True, blank=True, related_name="sendings")
    audience = models.CharField(_("segment"), max_length=200)
    include = models.JSONField(default=dict, blank=True)
    exclude = models.JSONField(default=dict, blank=True)
    matter = models.CharField(_("matter"), max_length=10, choices=Matter)
    message_name = models.CharField(_("message"), max_length=80, blank=True)
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("message"))
    subject_en = models.CharField(max_length=150, blank=True)
    text_en = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    is_automatic = models.BooleanField(default=False)
    leaves_at = models.DateTimeField(_("leaves"))
    organisations = models.PositiveIntegerField(_("organisations"), default=0)
    mails = models.PositiveIntegerField(_("people"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), default=clock.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering = ["-confirmed_at", "-pk"]
        indexes = [models.Index(fields=["edition", "-confirmed_at"], name="sending_of_edition")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True) | Q(cancelled_at__isnull=False),
                name="sending_cancel_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def choice(self) -> Choice:
        return Choice(Criteria.read(self.include), Criteria.read(self.exclude))


class RecipientState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("recipient", "Waits for its hour")
    QUEUED = "queued", pgettext_lazy("recipient", "In the outbox")
    SENT = "sent", pgettext_lazy("recipient", "Sent")
    IN_DOUBT = "in_doubt", pgettext_lazy("recipient", "In doubt")
    FAILED = "failed", pgettext_lazy("recipient", "Failed")
    HELD_BACK = "held_back", pgettext_lazy("recipient", "Held back by the outbox")
    SKIPPED = "skipped", pgettext_lazy("recipient", "Not written to")
    CANCELLED = "cancelled", pgettext_lazy("recipient", "Cancelled")


class Reason(models.TextChoices):
    """Why nothing leaves to a recipient."""

    UNREACHABLE = "unreachable", pgettext_lazy("why not written to", "has no address")
    SUSPENDED = "suspended", pgettext_lazy("why not written to", "the address is suspended")
    LEFT = "left", pgettext_lazy("why not written to", "no longer wants reminders")
    ANSWERED = "answered", pgettext_lazy("why not written to", "has answered")
    TOO_SOON = "too_soon", pgettext_lazy("why not written to", "was written to less than seven days before")
    ENOUGH = "enough", pgettext_lazy("why not written to", "has had three reminders")
    GONE = (
        "gone",
        pgettext_lazy("why not written to", "no longer acts for the organisation, or it left the list"),
    )
    CLOSED = "closed", pgettext_lazy("why not written to", "the edition no longer takes this")


# States in which a mail has left or may leave: what the rules count.
COUNTED = (RecipientState.QUEUED, RecipientState.SENT, RecipientState.IN_DOUBT)

# How a page shows a state: classes of core/components/state.html.
SHAPES = {
    RecipientState.WAITING: "none",
    RecipientState.QUEUED: "none",
    RecipientState.SENT: "yes",
    RecipientState.IN_DOUBT: "wait",
    RecipientState.FAILED: "no",
    RecipientState.HELD_BACK: "off",
    RecipientState.SKIPPED: "off",
    RecipientState.CANCELLED: "off",
}

# What the outbox says of a mail that was handed to it.
BY_MAIL = {
    State.SENT: RecipientState.SENT,
    State.IN_DOUBT: RecipientState.IN_DOUBT,
    State.FAILED: RecipientState.FAILED,
    State.SUPPRESSED: RecipientState.HELD_BACK,
}
HANDED_OVER = (
    RecipientState.QUEUED,
    RecipientState.SENT,
    RecipientState.IN_DOUBT,
    RecipientState.FAILED,
    RecipientState.HELD_BACK,
)
# Of these the outbox may still say something else; what is sent or held back stays so.
MAY_CHANGE = (RecipientState.QUEUED, RecipientState.IN_DOUBT, RecipientState.FAILED)


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def within(self, reach: Reach) -> "RecipientQuerySet":
        """Keep the recipients whose organisation lies within a reach."""
        if reach.everything:
            return self
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__department__in=reach.departments)
        )

    def with_now(self) -> Any:
        """Add `now`: the state as the outbox knows it at this moment; what is kept follows a little later."""
        handed_over = [
            When(state__in=HANDED_OVER, mail__state=state, then=Value(own.value))
            for state, own in BY_MAIL.items()
        ]
        under_way = When(
            state__in=HANDED_OVER,
            mail__state__in=[State.QUEUED, State.SENDING],
            then=Value(RecipientState.QUEUED.value),
        )
        return self.annotate(now=Case(*handed_over, under_way, default=F("state"), output_field=CharField()))


class Recipient(models.Model):
    """An organisation of a sending and one address for it, as they were when it was confirmed.

    A person who acts for several organisations has a row for each, and one mail that names them all.
    """

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="recipients")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Empty: the mailbox of the organisation, or nobody.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # In lower case; empty when there is nobody to write to.
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fr")
    state = models.CharField(max_length=10, choices=RecipientState, default=RecipientState.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    # When it is to leave; when it left, once the outbox has it.
    leaves_at = models.DateTimeField()
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["organisation__name", "email", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sending", "organisation", "email"], name="recipient_unique"),
            models.CheckConstraint(
                condition=Q(state="skipped", reason__gt="") | (~Q(state="skipped") & Q(reason="")),
                name="recipient_skipped_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(state="skipped"), name="recipient_without_address_is_skipped"
            ),
        ]
        indexes = [
            # services.queueing, several times a minute: only what waits
            models.Index(fields=["leaves_at"], name="recipient_due", condition=Q(state="waiting")),
            # RecipientQuerySet.settle and the second look, several times a minute: only what is under way
            models.Index(fields=["mail"], name="recipient_under_way", condition=Q(state="queued")),
            # what a person was sent before
            models.Index(fields=["email", "state", "leaves_at"], name="recipient_history"),
            # the counts and the filter by state of one sending
            models.Index(fields=["sending", "state"], name="recipient_of_sending"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.organisation)

    @property
    def words(self) -> str | Promise:
        """The state in words, with the reason; `now` when it was asked for."""
        shown: Any = getattr(self, "now", self.state)
        if shown == RecipientState.SKIPPED:
            return Reason(self.reason).label
        return RecipientState(shown).label

    @property
    def shape(self) -> str:
        return SHAPES[RecipientState(getattr(self, "now", self.state))]


class AutomaticReminder(models.Model):
    """A reminder that leaves by itself in an edition; off unless somebody turned it on."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="automatic_reminders")
    matter = models.CharField(_("matter"), max_length=10, choices=Matter)
    is_on = models.BooleanField(_("on"), default=False)
    set_at = models.DateTimeField(default=clock.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("automatic reminder")
        verbose_name_plural = _("automatic reminders")
        constraints = [
            models.UniqueConstraint(fields=["edition", "matter"], name="automatic_reminder_unique"),
            models.CheckConstraint(
                condition=Q(matter__in=["declare", "outcome"]), name="automatic_reminder_matters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} : {self.get_matter_display()}"
