"""The network and the one question asked about roles."""

from django.apps import AppConfig

from semainier.core import registry


class OrganisationsConfig(AppConfig):
    name = "semainier.organisations"

    def ready(self) -> None:
        from semainier.organisations import access, personal_data  # noqa: PLC0415 -- models load after apps

        registry.holds_anywhere.append(access.holds_anywhere)
        registry.personal_exports["organisations"] = personal_data.export
        registry.personal_erasers["organisations"] = personal_data.erase
