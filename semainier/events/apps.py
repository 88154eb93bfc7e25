"""Events, their moderation and their public pages."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "semainier.events"
