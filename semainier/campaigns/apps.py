"""The frame of the week."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "semainier.campaigns"
