"""The back office of the federation: editions, organisations, people, imports."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "semainier.staff"
