"""Writing to the organisations that have not answered: segments, templates, sendings, reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core import merging, registry
from semainier.core.permissions import Permission
from semainier.core.registry import MenuEntry


class RallyConfig(AppConfig):
    name = "semainier.rally"

    def ready(self) -> None:
        from semainier.mailings.kinds import KINDS  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.topics import Topic, topics  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.worker import PeriodicJob, periodic  # noqa: PLC0415 -- models load after apps
        from semainier.rally import addresses, personal_data, tasks  # noqa: PLC0415 -- models load after apps
        from semainier.rally.letters import KIND_WORDS  # noqa: PLC0415 -- models load after apps
        from semainier.rally.merging import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.rally.rules import TOPIC  # noqa: PLC0415 -- models load after apps

        registry.menu.append(
            MenuEntry("desk", _("Reminders"), "rally:sending_list", Permission.RALLY_SEND, 25)
        )
        registry.personal_exports["rally"] = personal_data.export
        registry.personal_erasers["rally"] = personal_data.erase
        registry.address_exports["rally"] = addresses.export_address
        registry.address_erasers["rally"] = addresses.erase_address
        merging.register(HANDLERS)
        topics.append(
            Topic(
                TOPIC,
                _("Reminders of the week"),
                _("What your organisation has still to do: join, declare, submit, tell how it went."),
            )
        )
        KINDS.update(KIND_WORDS)
        periodic += [
            PeriodicJob("rally.dispatch", tasks.DISPATCH_EVERY_SECONDS, tasks.dispatch),
            PeriodicJob("rally.automatic", tasks.AUTOMATIC_EVERY_SECONDS, tasks.automatic),
        ]
