"""Look whether everything is in order, and say what to do where it is not."""

import sys
from typing import Any, ClassVar

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from semainier.core.doctor import findings


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def handle(self, *args: Any, **options: Any) -> None:
        ill = 0
        for finding in findings():
            ill += not finding.is_well
            self.stdout.write(f"{'✓' if finding.is_well else '✗'} {finding.what}")
            if not finding.is_well:
                self.stdout.write(f"  → {finding.advice}")
        self.stdout.write(_("%(count)s to mend") % {"count": ill} if ill else _("All is well"))
        if ill:
            sys.exit(1)
