"""The back office of the federation: editions, organisations, people, imports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core import registry
from semainier.core.merging import register
from semainier.core.permissions import Permission
from semainier.core.registry import MenuEntry

PURGE_EVERY_SECONDS = 24 * 60 * 60


class StaffConfig(AppConfig):
    name = "semainier.staff"

    def ready(self) -> None:
        from semainier.mailings.worker import PeriodicJob, periodic  # noqa: PLC0415 -- models load after apps
        from semainier.staff import personal_data  # noqa: PLC0415 -- models load after apps
        from semainier.staff.merging import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.staff.services.purge import purge_imports  # noqa: PLC0415 -- models load after apps
        from semainier.staff.services.sources import (  # noqa: PLC0415 -- models load after apps
            READ_EVERY_SECONDS,
            read_sources,
        )

        registry.menu += [
            MenuEntry("desk", _("Start"), "staff:desk", Permission.EDITION_MANAGE, 5),
            MenuEntry("desk", _("Editions"), "staff:edition_list", Permission.EDITION_MANAGE, 40),
            MenuEntry("desk", _("Organisations"), "staff:organisation_list", Permission.REGISTRY_MANAGE, 50),
            MenuEntry("desk", _("Duplicates"), "staff:duplicate_list", Permission.REGISTRY_MANAGE, 55),
            MenuEntry("desk", _("Imports"), "staff:import_list", Permission.REGISTRY_MANAGE, 57),
            MenuEntry("desk", _("People"), "staff:person_list", Permission.PERSONAL_DATA_MANAGE, 60),
            MenuEntry("desk", _("Journal"), "staff:journal", Permission.AUDIT_VIEW, 90),
        ]
        registry.personal_exports["staff"] = personal_data.export
        periodic.append(PeriodicJob("staff.purge_imports", PURGE_EVERY_SECONDS, purge_imports))
        periodic.append(PeriodicJob("staff.read_sources", READ_EVERY_SECONDS, read_sources))
        register(HANDLERS)
