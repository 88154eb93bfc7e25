"""The event itself and the rows that can be chained from it."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition, EventKind, Theme
from semainier.core import clock
from semainier.core.search import normalise
from semainier.events.models.choices import (
    AccessNeed,
    Admission,
    Audience,
    Held,
    Mode,
    Moderation,
    Precision,
    Status,
)
from semainier.events.models.source import Source
from semainier.organisations.access import Reach
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, Department, Region


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
    kind = models.CharField(_("type"), max_length=20, choices=EventKind, default=EventKind.OTHER)
    # An event on several dates: from the first beginning to the last end; each date is a row of EventSession.
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    # The days of the place's calendar that the event touches: what day drawers and filters read.
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    # More than 1: the event takes place on the days of its sessions only, not on those between.
    session_count = models.PositiveSmallIntegerField(default=1, editable=False)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.PUBLIC)
    admission = models.CharField(_("entry"), max_length=12, choices=Admission, default=Admission.FREE)
    price = models.CharField(_("price"), max_length=120, blank=True)
    booking_url = models.URLField(_("registration address"), blank=True)
    mode = models.CharField(_("on site or online"), max_length=8, choices=Mode, default=Mode.ON_SITE)
    online_url = models.URLField(_("address to follow online"), blank=True)
    # Codes of AccessNeed.
    accessibility = models.JSONField(_("access needs met"), default=list, blank=True)
    # The answers to the two conditions of the edition.
    condition_a_met = models.BooleanField(_("first condition met"), default=False)
    condition_b_met = models.BooleanField(_("second condition met"), default=False)
    # The large event that this one is part of; the event of the edition before that it takes up again.
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )
    # Where an import took it from, under which identifier there, and since when it is gone from there.
    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="events")
    source_uid = models.CharField(max_length=255, blank=True)
    gone_at = models.DateTimeField(_("gone from its source"), null=True, blank=True)
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
    # The first date that was given up when the event was postponed; None while it stands as first announced.
    postponed_from = models.DateTimeField(_("postponed from"), null=True, blank=True)
    # The dates as first announced, pairs of instants, while it stands on others; empty else.
    announced = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(_("updated"), default=clock.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Set when a published event changes its day, place or text; the region has not read it again yet.
    changed_at = models.DateTimeField(_("changed after publication"), null=True, blank=True)
    # A trusted organisation published it at once and the draw fell on it: the region reads it afterwards.
    sample_at = models.DateTimeField(_("drawn for reading"), null=True, blank=True)
    # Who works on it in the queue, since when: so that two do not read one.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    # Past the promised delay, or where nobody moderates, it was handed to the head.
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    # The last step of its moderation.
    decided_at = models.DateTimeField(_("last step"), null=True, blank=True, editable=False)
    # Declared by the region on behalf of the organisation, which has to confirm it.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the organisation"), null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["source", "source_uid"], condition=~Q(source_uid=""), name="event_source_uid_unique"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="event_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(claimed_at__isnull=False),
                name="event_claim_has_date",
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
                    "session_count",
                ],
                name="event_by_day",
            ),
            models.Index(fields=["edition", "first_day", "last_day"], name="event_days"),
            # The queue of a region, oldest first.
            models.Index(fields=["moderation", "submitted_at"], name="event_queue"),
            # Its other views: each is read in the order of the page, and counted no further than it is listed.
            models.Index(fields=["edition", "moderation", "published_at"], name="event_newest"),
            models.Index(fields=["edition", "moderation", "decided_at"], name="event_last_step"),
            models.Index(
                fields=["changed_at"], condition=Q(changed_at__isnull=False), name="event_read_again"
            ),
            models.Index(fields=["sample_at"], condition=Q(sample_at__isnull=False), name="event_sampled"),
            models.Index(
                fields=["submitted_at"],
                condition=Q(moderation="submitted", escalated_at__isnull=False),
                name="event_escalated",
            ),
            # Who may see a picture: its file leads to its event.
            models.Index(fields=["picture"], name="event_picture"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def access_needs(self) -> list[str]:
        """The kinds of access that are met, in words; a code that is not known any more is left out."""
        return [str(need.label) for need in AccessNeed if need.value in self.accessibility]

    @property
    def is_public(self) -> bool:
        return self.moderation == Moderation.PUBLISHED and self.audience == Audience.PUBLIC

    @property
    def is_rescheduled(self) -> bool:
        """Whether it was postponed and its new dates are known: those of the event."""
        return self.status == Status.POSTPONED and self.postponed_from is not None

    @property
    def is_proposal(self) -> bool:
        """Whether the region has declared it and the organisation has not answered yet."""
        is_open = self.proposed_at is not None and self.confirmed_at is None
        return is_open and self.moderation == Moderation.DRAFT


class EventSession(models.Model):
    """One date of an event that takes place on several: from an instant to another, on the days it touches."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="session_start_unique"),
            models.CheckConstraint(condition=Q(starts_at__lte=F("ends_at")), name="session_hours_in_order"),
        ]
        indexes = [
            models.Index(fields=["first_day", "last_day", "event"], name="session_days")
        ]  # the filter by day

    def __str__(self) -> str:
        return f"{self.event} – {self.starts_at:%Y-%m-%d %H:%M}"
