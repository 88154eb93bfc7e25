"""Two rows for one organisation or person: pairs that look alike, and merges with what it takes to undo them."""

from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.organisations.models.network import Organisation


class Reason(models.TextChoices):
    """Why two look like one. No code is part of another: `reasons` is searched as text."""

    SIREN = "siren", _("Same or near SIREN")
    NAME = "name", _("Names alike")
    ADDRESS = "address", _("Same address")
    MAILBOX = "mailbox", _("Same mailbox")
    PHONE = "phone", _("Same telephone")
    COLLEAGUE = "colleague", _("Same organisation")


class PairQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Keep the pairs that a person has not called different."""
        return self.filter(dismissed_at__isnull=True)

    def dismissed(self) -> Self:
        return self.filter(dismissed_at__isnull=False)


class Pair(models.Model):
    """Two that look alike, the lower key first. Once dismissed it is never proposed again."""

    # Codes of Reason in their order, parted by spaces.
    reasons = models.CharField(max_length=80, blank=True)
    score = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    found_at = models.DateTimeField(default=clock.now)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"  # type: ignore[attr-defined]

    @property
    def words(self) -> list[str | Promise]:
        """Return the reasons in words."""
        return [Reason(code).label for code in self.reasons.split()]


class OrganisationPair(Pair):
    """Two organisations that look alike."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pair of organisations")
        verbose_name_plural = _("pairs of organisations")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="organisation_pair_unique"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="organisation_pair_sorted"),
        ]


class PersonPair(Pair):
    """Two people who look alike."""

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pair of people")
        verbose_name_plural = _("pairs of people")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="person_pair_unique"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="person_pair_sorted"),
        ]


class Merge(models.Model):
    """One took over another. `journal` holds every step, so that it can be taken back; it is emptied after that."""

    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Steps in their order (merging/journal.py).
    journal = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    journal_purged_at = models.DateTimeField(null=True, blank=True)
    # Column "app.Model.field" -> how many rows moved and how many were set aside; outlives the journal.
    counts = models.JSONField(default=dict)
    # Column -> the highest key there was: a higher one was made since.
    marks = models.JSONField(default=dict)
    # Column -> keys of the rows made since that stayed with the survivor; written when it is undone.
    stayed = models.JSONField(default=dict)
    # How many steps could not be taken back, since somebody has changed the row meanwhile.
    left = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.loser} → {self.survivor}"  # type: ignore[attr-defined]


class OrganisationMerge(Merge):
    """An organisation took over another that was the same."""

    survivor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    loser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at__isnull=True), name="organisation_merge_once"
            ),
            models.CheckConstraint(condition=~Q(survivor=F("loser")), name="organisation_merge_of_two"),
        ]


class PersonMerge(Merge):
    """An account took over another of the same person."""

    survivor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    loser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("merge of people")
        verbose_name_plural = _("merges of people")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at__isnull=True), name="person_merge_once"
            ),
            models.CheckConstraint(condition=~Q(survivor=F("loser")), name="person_merge_of_two"),
        ]
