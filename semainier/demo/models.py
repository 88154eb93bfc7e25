"""The mark of a demonstration database, and the people one may become in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from semainier.core import clock


class Stage(models.TextChoices):
    """Where the current edition stands on the day the demonstration is made."""

    PREPARATION = "preparation", _("Preparation")
    OPEN = "open", _("Open")
    WEEK = "week", _("Week")
    COUNTING = "counting", _("Counting")


class DemoMark(models.Model):
    """Says that everything in this database is made up; without it, the command `demo` touches nothing."""

    made_at = models.DateTimeField(_("made"), default=clock.now)
    # The day around which the current edition was laid.
    today = models.DateField(_("day of the demonstration"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    version = models.CharField(_("version"), max_length=20)

    class Meta:
        verbose_name = _("mark of the demonstration")
        verbose_name_plural = _("marks of the demonstration")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} {self.stage}"


class DemoPerson(models.Model):
    """Somebody of the generator whom a visitor may become at one click; `part` is a key of cast.PARTS."""

    part = models.SlugField(_("part"), max_length=30, unique=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("person of the demonstration")
        verbose_name_plural = _("people of the demonstration")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.part}: {self.user}"
