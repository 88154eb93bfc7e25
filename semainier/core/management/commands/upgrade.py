"""Bring the database up to this version: an archive first, then the migrations."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from semainier.core import doctor
from semainier.core.backup import make_archive, place_of_settings
from semainier.core.clock import now
from semainier.core.errors import DomainError


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def handle(self, *args: Any, **options: Any) -> None:
        if doctor.is_never_migrated():
            message = _("There is no installation here yet: %(var)s.") % {"var": settings.VAR}
            raise DomainError("upgrade.empty", message, _("Run: semainier setup"))
        pending = doctor.pending_migrations()
        if not pending:
            self.stdout.write(_("The database is up to date: nothing was changed."))
            return
        folder = settings.VAR / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        archive = folder / f"before-upgrade-{now():%Y%m%d-%H%M%S}.tar.gz"
        make_archive(place_of_settings(), archive)
        self.stdout.write(_("Archive before the upgrade: %(file)s") % {"file": archive})
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self.stdout.write(_("%(count)s changes made. Restart the server.") % {"count": len(pending)})
