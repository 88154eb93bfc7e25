"""Official territories, keyed by their INSEE codes; what changed over time is dated."""

import datetime as dt
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from semainier.territories.names import region_name


def _in_order(name: str) -> models.CheckConstraint:
    both = Q(valid_from__isnull=True) | Q(valid_to__isnull=True)
    return models.CheckConstraint(condition=both | Q(valid_to__gte=F("valid_from")), name=name)


def _real_centre(name: str) -> models.CheckConstraint:
    unknown = Q(latitude__isnull=True, longitude__isnull=True)
    known = Q(latitude__isnull=False, longitude__isnull=False)
    on_earth = Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
    return models.CheckConstraint(condition=unknown | (known & on_earth), name=name)


def valid_on(day: dt.date) -> Q:
    """Return the condition on rows with a first and a last day, none given meaning always."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class RegionQuerySet(models.QuerySet["Region"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(valid_on(day))


class DepartmentRegionQuerySet(models.QuerySet["DepartmentRegion"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(valid_on(day))


class Region(models.Model):
    """A region of today or of before 2016; an overseas collectivity stands for its own region."""

    code = models.CharField(_("INSEE code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]
        constraints = [_in_order("region_days_in_order")]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: dt.date) -> str:
        """Return what it was called on that day."""
        return region_name(self.code, self.name, day)

    @property
    def is_collectivity(self) -> bool:
        """Whether this is an overseas collectivity, which belongs to no region in the legal sense."""
        return len(self.code) == 3  # noqa: PLR2004 -- regions have two signs, collectivities three


class Department(models.Model):
    """A department or an overseas collectivity; its centre is where a map opens, never a place of events."""

    code = models.CharField(_("INSEE code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(_("legal time zone"), max_length=40, default="Europe/Paris")
    latitude = models.FloatField(_("latitude of the map"), null=True, blank=True)
    longitude = models.FloatField(_("longitude of the map"), null=True, blank=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code"]
        constraints = [_real_centre("department_centre_real")]

    def __str__(self) -> str:
        return self.name


class DepartmentRegion(models.Model):
    """The region to which a department belongs, from one day to another."""

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="attachments", verbose_name=_("department")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="attachments", verbose_name=_("region"))
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = DepartmentRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region of a department")
        verbose_name_plural = _("regions of departments")
        ordering = ["department", "valid_from"]
        constraints = [
            _in_order("attachment_days_in_order"),
            models.UniqueConstraint(fields=["department", "valid_from"], name="attachment_one_start"),
            models.UniqueConstraint(
                fields=["department"], condition=Q(valid_from__isnull=True), name="attachment_one_first"
            ),
            models.UniqueConstraint(
                fields=["department"], condition=Q(valid_to__isnull=True), name="attachment_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} → {self.region_id}"


class Intercommunality(models.Model):
    """A body with its own taxation that several communes form (EPCI à fiscalité propre)."""

    class Kind(models.TextChoices):
        COMMUNITY = "CC", _("community of communes")
        AGGLOMERATION = "CA", _("agglomeration community")
        URBAN = "CU", _("urban community")
        METROPOLIS = "METRO", _("metropolis")
        LYON = "MET69", _("metropolis of Lyon")

    siren = models.CharField("SIREN", max_length=9, primary_key=True, validators=[RegexValidator(r"^\d{9}$")])
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)

    class Meta:
        verbose_name = _("intercommunal body")
        verbose_name_plural = _("intercommunal bodies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of today. `centre_is_local`: given by the operator, kept when the shipped data are loaded."""

    code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="communes", verbose_name=_("department")
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="communes",
        verbose_name=_("intercommunal body"),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    centre_is_local = models.BooleanField(_("centre given by the operator"), default=False)
    postcodes = models.CharField(_("postcodes"), max_length=255, blank=True)
    search_name = models.CharField(_("name as searched"), max_length=100, db_index=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name", "code"]
        constraints = [_real_centre("commune_centre_real")]

    def __str__(self) -> str:
        return f"{self.name} ({self.department_id})"

    @property
    def has_centre(self) -> bool:
        return self.latitude is not None and self.longitude is not None


class CommuneAlias(models.Model):
    """A code still found in files (merged commune, municipal district) and the commune it is part of."""

    code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="aliases", verbose_name=_("commune"))

    class Meta:
        verbose_name = _("other code of a commune")
        verbose_name_plural = _("other codes of communes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} → {self.commune_id}"
