"""The frame of all pages and what every app stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "semainier.core"
