"""People and their sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "semainier.accounts"
