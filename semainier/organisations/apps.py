"""The network and the one question asked about roles."""

from django.apps import AppConfig

from semainier.core import registry
from semainier.core.merging import register
from semainier.mailings.address_book import books


class OrganisationsConfig(AppConfig):
    name = "semainier.organisations"

    def ready(self) -> None:
        from semainier.mailings.worker import PeriodicJob, periodic  # noqa: PLC0415 -- models load after apps
        from semainier.organisations import access, addresses, personal_data  # noqa: PLC0415 -- models load after apps
        from semainier.organisations.address_book import BOOK  # noqa: PLC0415 -- models load after apps
        from semainier.organisations.merging import personal_data as merging_data  # noqa: PLC0415 -- models load after apps
        from semainier.organisations.merging.finding import (  # noqa: PLC0415 -- models load after apps
            FIND_EVERY_SECONDS,
            find_duplicates,
        )
        from semainier.organisations.merging.handlers import HANDLERS  # noqa: PLC0415 -- models load after apps
        from semainier.organisations.merging.services import purge_journals  # noqa: PLC0415 -- models load after apps
        from semainier.organisations.services.people import (  # noqa: PLC0415 -- models load after apps
            accept_invitations,
        )

        registry.holds_anywhere.append(access.holds_anywhere)
        books.append(BOOK)
        registry.take_in.append(lambda email: bool(accept_invitations(email=email)))
        registry.personal_exports["organisations"] = personal_data.export
        registry.personal_erasers["organisations"] = personal_data.erase
        registry.address_exports["organisations"] = addresses.export_address
        registry.address_erasers["organisations"] = addresses.erase_address
        register(HANDLERS)
        registry.personal_exports["merging"] = merging_data.export
        registry.personal_erasers["merging"] = merging_data.erase
        periodic.append(PeriodicJob("organisations.find_duplicates", FIND_EVERY_SECONDS, find_duplicates))
        periodic.append(PeriodicJob("organisations.purge_merges", FIND_EVERY_SECONDS, purge_journals))
