"""Save everything into one file, while the server runs: database, media, secret key."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from semainier.core.backup import make_archive, place_of_settings


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].absolute()
        manifest = make_archive(place_of_settings(), file)
        size = f"{file.stat().st_size / 1e6:.1f}"
        told = {
            "file": file,
            "size": size,
            "media": sum(name.startswith("media/") for name in manifest["files"]),
        }
        self.stdout.write(_("%(file)s: %(size)s MB, database and %(media)s media.") % told)
        self.stdout.write(_("It holds the secret key and personal data: keep it as you keep a password."))
