"""The demonstration network, made through the services of all."""

from django.apps import AppConfig

from semainier.core.merging import register


class DemoConfig(AppConfig):
    name = "semainier.demo"

    def ready(self) -> None:
        from semainier.demo.merging import HANDLERS  # noqa: PLC0415 -- models load after apps

        register(HANDLERS)
