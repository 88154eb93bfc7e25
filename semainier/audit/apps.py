"""The journal, and what becomes of it when a person is erased."""

from django.apps import AppConfig

from semainier.core.merging import register
from semainier.core.registry import personal_erasers, personal_exports


class AuditConfig(AppConfig):
    name = "semainier.audit"

    def ready(self) -> None:
        from semainier.audit.merging import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.audit.personal import erase_person, export_person  # noqa: PLC0415 -- models load after apps

        personal_exports["audit"] = export_person
        personal_erasers["audit"] = erase_person
        register(HANDLERS)
