"""People and their sign-in."""

from django.apps import AppConfig

from semainier.core.merging import register


class AccountsConfig(AppConfig):
    name = "semainier.accounts"

    def ready(self) -> None:
        from semainier.accounts.merging import HANDLERS  # noqa: PLC0415 -- models load after apps

        register(HANDLERS)
