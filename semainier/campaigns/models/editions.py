"""A campaign runs in editions; an edition has dates, themes, goals, an identity, a charter."""

import datetime as dt

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from semainier.core import clock

HUE = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as #rrggbb."))


class Phase(models.TextChoices):
    """Proposed by the date, set by the head; what each allows is in access.py."""

    PREPARATION = "preparation", _("Preparation")
    OPEN = "open", _("Open")
    WEEK = "week", _("Week")
    COUNTING = "counting", _("Counting")
    FROZEN = "frozen", _("Frozen")


class EventKind(models.TextChoices):
    """What kind of event: planned at the commitment, said of each event."""

    VISIT = "visit", _("Visit")
    OPEN_DAY = "open_day", _("Open day")
    INAUGURATION = "inauguration", _("Inauguration")
    EXHIBITION = "exhibition", _("Exhibition")
    WORKSHOP = "workshop", _("Workshop")
    DEBATE = "debate", _("Meeting and debate")
    SCREENING = "screening", _("Screening")
    FESTIVITY = "festivity", _("Festivity")
    OTHER = "other", _("Other")


class Campaign(models.Model):
    """A week that comes back: its editions share a name."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible(self) -> "EditionQuerySet":
        """Keep what the public may open: an edition in preparation shows its dates and themes only."""
        return self.filter(is_public=True)


class Edition(models.Model):
    """One run of a campaign, from a day to a day (both included). The other root of all that is declared."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="editions")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="following")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    headline = models.CharField(_("headline"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    outcomes_until = models.DateField(_("outcomes until"))
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.PREPARATION)
    phase_set_at = models.DateTimeField(_("phase since"), default=clock.now)
    is_current = models.BooleanField(_("current edition"), default=False)
    is_public = models.BooleanField(_("public"), default=True)
    # Identity: two hues in the light scheme; the rest is worked out and its contrast enforced (identity.py).
    hue_a = models.CharField(_("main colour"), max_length=7, default="#0f4c40", validators=[HUE])
    hue_b = models.CharField(_("second colour"), max_length=7, default="#ffb58a", validators=[HUE])
    contact_email = models.EmailField(_("contact"), blank=True)
    # What an event has to meet beside its theme: two questions that the member answers, empty when not asked.
    condition_a = models.CharField(_("first condition"), max_length=200, blank=True)
    condition_b = models.CharField(_("second condition"), max_length=200, blank=True)
    # A region answers within so many working days; past it the item goes to the head.
    answer_days = models.PositiveSmallIntegerField(_("working days to answer"), default=4)
    created_at = models.DateTimeField(_("created"), default=clock.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="edition_days_in_order"),
            models.CheckConstraint(
                condition=Q(outcomes_until__gte=F("ends_on")), name="edition_outcomes_after_week"
            ),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="edition_one_current"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> list[dt.date]:
        """Every day of the week, first to last."""
        return [
            self.starts_on + dt.timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)
        ]

    @property
    def is_frozen(self) -> bool:
        return self.phase == Phase.FROZEN


class Theme(models.Model):
    """A theme of an edition, with the conditions an event must meet to stand under it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="themes")
    slug = models.SlugField(_("address"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    condition = models.CharField(_("what an event must show"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="theme_slug_unique")]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class GoalKind(models.TextChoices):
    PARTICIPANTS = "participants", _("Organisations taking part")
    RATE = "rate", _("Participation rate (%)")
    EVENTS = "events", _("Events held")
    RESPONSES = "responses", _("Response rate (%)")


class Goal(models.Model):
    """A figure that the edition wants to reach."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="goals")
    kind = models.CharField(_("figure"), max_length=20, choices=GoalKind)
    target = models.PositiveIntegerField(_("target"))

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="goal_unique")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.target}"


class Charter(models.Model):
    """A wording that organisations accept; a new wording is a new version, the old ones stay."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("wording"))
    published_at = models.DateTimeField(_("published"), default=clock.now)

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["edition", "version"], name="charter_version_unique")]

    def __str__(self) -> str:
        return f"{self.edition} v{self.version}"
