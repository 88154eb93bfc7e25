"""A campaign runs in editions; an edition has dates, themes, goals, a charter, a dated member list, commitments."""

import datetime as dt

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.organisations.models import Family, Organisation
from semainier.territories.models import Department, Region

HUE = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as #rrggbb."))


class Phase(models.TextChoices):
    """Proposed by the date, set by the head; what each allows is in access.py."""

    PREPARATION = "preparation", _("Preparation")
    OPEN = "open", _("Open")
    WEEK = "week", _("Week")
    COUNTING = "counting", _("Counting")
    FROZEN = "frozen", _("Frozen")


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
