"""The organisations of the network: their names, territories, successions."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.core.roles import Place
from semainier.core.search import normalise
from semainier.territories.models import Commune, Department, valid_on

if TYPE_CHECKING:
    from semainier.organisations.access import Reach


class Family(models.Model):
    """A kind of member (OPH, ESH, Coop'Hlm, SACICAP…): data, since each federation has its own."""

    code = models.SlugField(_("code"), primary_key=True, max_length=30)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(archived_at__isnull=True)

    def members(self) -> "OrganisationQuerySet":
        return self.filter(kind=Place.MEMBER)

    def within(self, reach: "Reach") -> "OrganisationQuerySet":
        """Keep the organisations that a reach covers: the one territory rule. Unknown means refused."""
        if reach.everything:
            return self
        return self.filter(
            Q(pk__in=reach.organisations) | Q(kind=Place.MEMBER, department__in=reach.departments)
        )

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Keep those whose names, SIREN or town contain every word of `text`, accents forgiven."""
        found = self
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Organisation(models.Model):
    """The federation, a regional association, or a member. The root of all that is declared."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=[(p.value, p.value) for p in Place], default=Place.MEMBER
    )
    family = models.ForeignKey(Family, models.PROTECT, verbose_name=_("family"), null=True, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    external_id = models.CharField(_("identifier"), max_length=60, blank=True)
    name = models.CharField(_("usual name"), max_length=200)
    legal_name = models.CharField(_("legal name"), max_length=250, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), null=True, blank=True
    )
    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name=_("commune"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    website = models.URLField(_("web site"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    dwellings = models.PositiveIntegerField(_("dwellings"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    # Since a merge this stands for the other one: links to it lead there, search finds it there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(_("created"), default=clock.now)
    # Names, SIREN and town, lower case without accents; written by services.
    search_text = models.TextField(default="", editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["siren"], condition=~Q(siren=""), name="organisation_siren_unique"
            ),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="organisation_external_id_unique"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Place.MEMBER) | Q(department__isnull=False),
                name="organisation_member_has_department",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "name"], name="organisation_kind_name")
        ]  # every list of members

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class Alias(models.Model):
    """Another name under which the organisation is or was known; found by search."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=250)
    until = models.DateField(_("used until"), null=True, blank=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_unique")]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """An organisation took over from another on a day (merger, renaming with a new SIREN)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_unique"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="succession_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class AssociationTerritoryQuerySet(models.QuerySet["AssociationTerritory"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(valid_on(day))


class AssociationTerritory(models.Model):
    """A department of a regional association, from a day to a day (both included; null: open)."""

    association = models.ForeignKey(Organisation, models.CASCADE, related_name="territory")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = AssociationTerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory of an association")
        verbose_name_plural = _("territories of associations")
        constraints = [
            models.UniqueConstraint(
                fields=["association", "department", "valid_from"], name="association_territory_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                name="association_territory_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} : {self.department_id}"
