"""The frame of the week."""

from django.apps import AppConfig

from semainier.core import registry


class CampaignsConfig(AppConfig):
    name = "semainier.campaigns"

    def ready(self) -> None:
        from semainier.campaigns import personal_data  # noqa: PLC0415 -- models load after apps

        registry.personal_exports["campaigns"] = personal_data.export
        registry.personal_erasers["campaigns"] = personal_data.erase
