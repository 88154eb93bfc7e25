"""Bring an archive back into an empty place."""

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from semainier.core import doctor
from semainier.core.backup import place_of_settings
from semainier.core.restore import restore_archive


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = restore_archive(place_of_settings(), options["file"].absolute())
        connections.close_all()
        told = {"var": settings.VAR, "date": manifest["made_at"], "version": manifest["version"]}
        self.stdout.write(
            _("Restored into %(var)s what was saved on %(date)s by version %(version)s.") % told
        )
        self.stdout.write(
            _("Run: semainier upgrade") if doctor.pending_migrations() else _("Run: semainier serve")
        )
