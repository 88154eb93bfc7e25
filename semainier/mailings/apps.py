"""The outbox and the worker that empties it."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from semainier.core.permissions import Permission
from semainier.core.registry import MenuEntry, menu, personal_erasers, personal_exports


class MailingsConfig(AppConfig):
    name = "semainier.mailings"

    def ready(self) -> None:
        from semainier.core import doctor  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.doctor import (  # noqa: PLC0415 -- models load after apps
            look_at_outbox,
            look_at_way_out,
        )
        from semainier.mailings.personal import erase_person, export_person  # noqa: PLC0415 -- models load after apps

        menu.append(
            MenuEntry("desk", pgettext_lazy("mail", "Mails"), "mailings:mail_list", Permission.MAIL_VIEW, 80)
        )
        personal_exports["mailings"] = export_person
        personal_erasers["mailings"] = erase_person
        doctor.checks += [look_at_way_out, look_at_outbox]
