"""The outbox and the worker that empties it."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from semainier.core.merging import register
from semainier.core.permissions import Permission
from semainier.core.registry import (
    MenuEntry,
    address_erasers,
    address_exports,
    menu,
    personal_erasers,
    personal_exports,
)


class MailingsConfig(AppConfig):
    name = "semainier.mailings"

    def ready(self) -> None:
        from semainier.core import doctor  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.doctor import (  # noqa: PLC0415 -- models load after apps
            look_at_addresses,
            look_at_incoming,
            look_at_outbox,
            look_at_way_out,
        )
        from semainier.mailings.merging import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.personal import (  # noqa: PLC0415 -- models load after apps
            erase_address,
            erase_person,
            export_address,
            export_person,
        )

        menu.append(
            MenuEntry("desk", pgettext_lazy("mail", "Mails"), "mailings:mail_list", Permission.MAIL_VIEW, 80)
        )
        menu.append(
            MenuEntry(
                "desk",
                pgettext_lazy("mail", "Addresses"),
                "mailings:address_list",
                Permission.RALLY_SEND,
                81,
            )
        )
        personal_exports["mailings"] = export_person
        personal_erasers["mailings"] = erase_person
        address_exports["mailings"] = export_address
        address_erasers["mailings"] = erase_address
        doctor.checks += [look_at_way_out, look_at_outbox, look_at_incoming, look_at_addresses]
        register(HANDLERS)
