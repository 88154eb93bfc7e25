"""An event, its moderation, its status, its place, and what its organiser says of it afterwards."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition, Theme
from semainier.core import clock
from semainier.core.search import normalise
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, Department, Region


class Moderation(models.TextChoices):
    """Where the event stands between its author and its region. Changed by services/moderation.py only."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Change requested")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Status(models.TextChoices):
    """What a visitor must know, apart from moderation. Changed by services/status.py only."""

    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed")
    FULL = "full", _("Full")


class Kind(models.TextChoices):
    VISIT = "visit", _("Visit")
    OPEN_DAY = "open_day", _("Open day")
    INAUGURATION = "inauguration", _("Inauguration")
    EXHIBITION = "exhibition", _("Exhibition")
    WORKSHOP = "workshop", _("Workshop")
    DEBATE = "debate", _("Meeting and debate")
    SCREENING = "screening", _("Screening")
    FESTIVITY = "festivity", _("Festivity")
    OTHER = "other", _("Other")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Open to all")
    INVITATION = "invitation", _("By invitation")


class Admission(models.TextChoices):
    FREE = "free", _("Free entry")
    REGISTRATION = "registration", _("On registration")


class Precision(models.TextChoices):
    """How well the place is known. A person has confirmed it, or it is to be placed."""

    COMMUNE = "commune", _("At the centre of the town")
    DEPARTMENT = "department", _("To be placed")
    EXACT = "exact", _("At the address")


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> "EventQuerySet":
        """Keep what has been published, whoever may come."""
        return self.filter(moderation=Moderation.PUBLISHED)

    def public(self, edition: Edition | None = None) -> "EventQuerySet":
        """Keep what may leave the house: published and open to all. Drafts, refusals and invitations never do.

        With an edition it is asked about itself, so that the database reads its events in the order of an index.
        """
        shown = self.published().filter(audience=Audience.PUBLIC)
        if edition is None:
            return shown.filter(edition__is_public=True)
        return shown.filter(edition=edition) if edition.is_public else self.none()

    def held(self) -> "EventQuerySet":
        """Keep what took place, as its organiser said."""
        return self.filter(outcome__held__in=[Held.YES, Held.CHANGED])

    def within(self, reach: Reach) -> "EventQuerySet":
        """Keep the events whose lead organiser lies within a reach."""
        if reach.everything:
            return self
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(organisation__department__in=reach.departments)
        )

    def matching(self, text: str) -> "EventQuerySet":
        """Keep those that contain every word of `text`, accents forgiven."""
        found = self
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Event(models.Model):
    """Something a member organisation does in an edition, in one place, from an instant to another."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="events")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    co_organisers = models.ManyToManyField(Organisation, related_name="co_organised_events", blank=True)
    external_id = models.CharField(_("identifier"), max_length=60, blank=True)
    slug = models.SlugField(_("address"), max_length=80)
    title = models.CharField(_("title"), max_length=140)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, verbose_name=_("theme"))
    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.OTHER)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    # The days of the place's calendar that the event touches: what day drawers and filters read.
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.PUBLIC)
    admission = models.CharField(_("entry"), max_length=12, choices=Admission, default=Admission.FREE)
    booking_url = models.URLField(_("registration address"), blank=True)
    contact_email = models.EmailField(_("public contact"), blank=True)

    venue = models.CharField(_("place"), max_length=140, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the place"), max_length=12, choices=Precision, default=Precision.DEPARTMENT
    )
    place_confirmed_at = models.DateTimeField(_("place confirmed"), null=True, blank=True)

    picture = models.ImageField(_("picture"), upload_to="events/%Y/", blank=True)
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    picture_credit = models.CharField(_("credit"), max_length=120, blank=True)
    picture_rights = models.BooleanField(_("right of use"), default=False)

    moderation = models.CharField(
        _("moderation"), max_length=20, choices=Moderation, default=Moderation.DRAFT
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.SCHEDULED)
    status_note = models.CharField(_("word to visitors"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(_("updated"), default=clock.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Set when a published event changes its day, place or text; the region has not read it again yet.
    changed_at = models.DateTimeField(_("changed after publication"), null=True, blank=True)
    outcome_asked_at = models.DateTimeField(_("outcome asked"), null=True, blank=True)
    # RFC 5545 SEQUENCE: grows with each change that a calendar must take over.
    sequence = models.PositiveIntegerField(default=0)
    # Title, text, organiser, town in comparable form; written by services.
    search_text = models.TextField(default="", editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="event_slug_unique"),
            models.UniqueConstraint(
                fields=["edition", "external_id"],
                condition=~Q(external_id=""),
                name="event_external_id_unique",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__lte=F("ends_at")),
                name="event_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="event_point_whole",
            ),
            models.CheckConstraint(
                condition=~Q(moderation="published")
                | Q(starts_at__isnull=False, theme__isnull=False, department__isnull=False),
                name="event_published_is_complete",
            ),
        ]
        indexes = [
            # The programme: public events of an edition in the order of the page; what is counted stands behind,
            # so that counting reads the index alone.
            models.Index(
                fields=[
                    "edition",
                    "moderation",
                    "audience",
                    "first_day",
                    "starts_at",
                    "id",
                    "last_day",
                    "theme",
                    "region",
                    "department",
                    "admission",
                    "status",
                    "organisation",
                ],
                name="event_by_day",
            ),
            models.Index(fields=["edition", "first_day", "last_day"], name="event_days"),
            # The queue of a region, oldest first.
            models.Index(fields=["moderation", "submitted_at"], name="event_queue"),
            # Who may see a picture: its file leads to its event.
            models.Index(fields=["picture"], name="event_picture"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_public(self) -> bool:
        return self.moderation == Moderation.PUBLISHED and self.audience == Audience.PUBLIC


class DecisionAction(models.TextChoices):
    SUBMIT = "submit", _("Submitted")
    PUBLISH = "publish", _("Published")
    REQUEST_CHANGES = "request_changes", _("Change requested")
    REFUSE = "refuse", _("Refused")
    WITHDRAW = "withdraw", _("Withdrawn")
    REOPEN = "reopen", _("Taken up again")


class Decision(models.Model):
    """A step of the moderation of an event: who, when, what, and the words sent to the member."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="decisions")
    action = models.CharField(_("step"), max_length=20, choices=DecisionAction)
    message = models.TextField(_("message"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.event}"


class Held(models.TextChoices):
    YES = "yes", _("Yes, as planned")
    CHANGED = "changed", _("Yes, with changes")
    NO = "no", _("No")


class Outcome(models.Model):
    """What the member says after its event. An attendance that is unknown is None, never 0."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="outcome")
    held = models.CharField(_("did it take place"), max_length=8, choices=Held)
    attendance = models.PositiveIntegerField(_("how many came"), null=True, blank=True)
    sentence = models.CharField(_("in one sentence"), max_length=280, blank=True)
    photo = models.ImageField(_("photo"), upload_to="outcomes/%Y/", blank=True)
    photo_credit = models.CharField(_("credit"), max_length=120, blank=True)
    photo_rights = models.BooleanField(_("right of use"), default=False)
    given_at = models.DateTimeField(_("given"), default=clock.now)
    updated_at = models.DateTimeField(_("updated"), default=clock.now)
    # Null when it came by the link that works without signing in.
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(held="no") | Q(attendance__isnull=True), name="outcome_not_held_no_attendance"
            ),
        ]
        indexes = [models.Index(fields=["photo"], name="outcome_photo")]  # who may see a photo

    def __str__(self) -> str:
        return f"{self.event} : {self.get_held_display()}"
