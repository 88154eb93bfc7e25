"""Who is expected in an edition and how far each has come: the dated list, commitments, help asked for, follow-up."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from semainier.campaigns.models.editions import Charter, Edition
from semainier.core import clock
from semainier.organisations.models import Family, Organisation
from semainier.territories.models import Department, Region


class ListedMemberQuerySet(models.QuerySet["ListedMember"]):
    def on(self, day: dt.date) -> "ListedMemberQuerySet":
        """Keep who stands on the list on a day: the denominator of the participation rate."""
        return self.filter(Q(removed_on__isnull=True) | Q(removed_on__gt=day), listed_on__lte=day)


class ListedMember(models.Model):
    """An organisation on the dated member list of an edition, with its family and places as they were then."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listed_members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="listings")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    listed_on = models.DateField(_("listed on"))
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    # Somebody pressed “continue” on the invitation, or acted for the organisation while signed in.
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    # Who takes care that the organisation answers.
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ListedMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed member")
        verbose_name_plural = _("listed members")
        constraints = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="listed_member_unique"),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("listed_on")),
                name="listed_member_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.edition})"


class Commitment(models.Model):
    """An organisation takes part: who accepted which wording of the charter, when, in which role."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="commitments")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    signer_name = models.CharField(_("name"), max_length=200)
    signer_role = models.CharField(_("role"), max_length=120)
    signed_at = models.DateTimeField(_("signed"), default=clock.now)
    # Codes of EventKind: what the organisation thinks of doing, so that the region can help early.
    planned_kinds = models.JSONField(_("planned kinds of event"), default=list, blank=True)
    planned_words = models.CharField(_("in a few words"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="commitment_active_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.edition}"


class HelpNeed(models.TextChoices):
    """Why an organisation cannot do it alone."""

    NO_OFFICER = "no_officer", _("We have no communication officer")
    IDEAS = "ideas", _("We are looking for an idea")
    PARTNERS = "partners", _("We are looking for partners or speakers")
    PRESS = "press", _("We need help with the press")
    OTHER = "other", _("Something else")


class HelpState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("help", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("help", "Answered")
    SETTLED = "settled", pgettext_lazy("help", "Settled")


class HelpRequest(models.Model):
    """An organisation asks its regional association for help in an edition; the answer has a state."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="help_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="help_requests")
    need = models.CharField(_("help wanted"), max_length=20, choices=HelpNeed)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HelpState, default=HelpState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation", "need"],
                condition=~Q(state="settled"),
                name="help_request_open_unique",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="help_request_answer_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_need_display()}"


class ContactChannel(models.TextChoices):
    CALL = "call", _("Telephone")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("Mail")
    NOTE = "note", _("Note")


class ContactNote(models.Model):
    """Somebody of the region or the head has been in touch with a listed organisation: when, how, what was said."""

    listed = models.ForeignKey(ListedMember, models.CASCADE, related_name="contact_notes")
    channel = models.CharField(_("how"), max_length=10, choices=ContactChannel, default=ContactChannel.CALL)
    words = models.CharField(_("what was said"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["listed", "-at"], name="contact_note_latest")]

    def __str__(self) -> str:
        return f"{self.listed} – {self.get_channel_display()}"
