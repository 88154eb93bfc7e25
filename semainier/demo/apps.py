"""The demonstration network, made through the services of all."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "semainier.demo"
