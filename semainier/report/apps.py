"""Figures and the bilan."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "semainier.report"
