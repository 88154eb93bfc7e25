"""The frame of the week."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core import registry
from semainier.core.merging import register
from semainier.core.permissions import Permission


class CampaignsConfig(AppConfig):
    name = "semainier.campaigns"

    def ready(self) -> None:
        from semainier.campaigns import personal_data  # noqa: PLC0415 -- models load after apps
        from semainier.campaigns.merging import HANDLERS  # noqa: PLC0415 -- models load after apps

        registry.personal_exports["campaigns"] = personal_data.export
        registry.personal_erasers["campaigns"] = personal_data.erase
        registry.menu.append(
            registry.MenuEntry(
                "desk", _("Requests for help"), "campaigns:help_current", Permission.HELP_ANSWER, 25
            )
        )
        register(HANDLERS)
