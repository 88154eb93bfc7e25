"""Pages made of many features: the first page, the members' space, legal pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core.permissions import Permission
from semainier.core.registry import MenuEntry, menu


class HomeConfig(AppConfig):
    name = "semainier.home"

    def ready(self) -> None:
        menu.append(MenuEntry("space", _("My week"), "home:space", Permission.EVENT_DECLARE, 10))
