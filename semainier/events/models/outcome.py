"""What an organiser says of its event afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from semainier.core import clock
from semainier.events.models.choices import Held
from semainier.events.models.event import Event


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
