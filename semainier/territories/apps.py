"""The map of France that every other app stands on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoriesConfig(AppConfig):
    name = "semainier.territories"
    verbose_name = _("territories")
