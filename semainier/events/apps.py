"""Events, their moderation and their public pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from semainier.core import registry
from semainier.core.merging import register
from semainier.core.permissions import Permission


class EventsConfig(AppConfig):
    name = "semainier.events"

    def ready(self) -> None:
        from semainier.events import addresses, personal_data, tasks  # noqa: PLC0415 -- models load after apps
        from semainier.events.merging import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.events.topics import ALL  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.topics import topics  # noqa: PLC0415 -- models load after apps
        from semainier.mailings.worker import PeriodicJob, periodic  # noqa: PLC0415 -- models load after apps

        registry.personal_exports["events"] = personal_data.export
        registry.personal_erasers["events"] = personal_data.erase
        registry.address_exports["events"] = addresses.export_address
        registry.address_erasers["events"] = addresses.erase_address
        registry.menu.append(
            registry.MenuEntry("space", _("My events"), "events:event_list", Permission.EVENT_DECLARE, 20)
        )
        registry.menu.append(
            registry.MenuEntry("desk", _("Moderation"), "events:queue", Permission.EVENT_MODERATE, 10)
        )
        registry.menu.append(
            registry.MenuEntry("desk", _("Proposals"), "events:proposal_list", Permission.EVENT_PROPOSE, 15)
        )
        periodic.append(PeriodicJob("events.ask_outcomes", tasks.ASK_EVERY_SECONDS, tasks.ask_outcomes))
        periodic.append(PeriodicJob("events.purge_pictures", tasks.PURGE_EVERY_SECONDS, tasks.purge_pictures))
        periodic.extend(PeriodicJob(name, seconds, run) for name, seconds, run in tasks.OF_THE_DESK)
        topics.extend(ALL)
        register(HANDLERS)
