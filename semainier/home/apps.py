"""Pages made of many features: the first page, the members' space, legal pages."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "semainier.home"
