"""Figures and the bilan."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core import registry
from semainier.core.merging import register
from semainier.core.permissions import Permission
from semainier.core.registry import MenuEntry


class ReportConfig(AppConfig):
    name = "semainier.report"

    def ready(self) -> None:
        from semainier.report import personal_data  # noqa: PLC0415 -- models load after apps
        from semainier.report.merging import HANDLERS  # noqa: PLC0415 -- models load after apps

        registry.menu += [
            MenuEntry(
                "desk", _("Participation"), "report:participation_current", Permission.PARTICIPATION_VIEW, 20
            ),
            MenuEntry("desk", _("Report"), "report:bilan_current", Permission.REPORT_VIEW, 30),
        ]
        registry.personal_exports["report"] = personal_data.export
        registry.personal_erasers["report"] = personal_data.erase
        register(HANDLERS)
