"""Write all that was declared for an edition into a ZIP of CSV tables, for the head's archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.core.files import new_private_file
from semainier.report.archive import write_archive


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="address of the edition, for instance semaine-2013")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.zip", help="a new file")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["slug"]).first()
        if edition is None:
            known = ", ".join(Edition.objects.values_list("slug", flat=True))
            message = _("No edition has the address %(slug)s.") % {"slug": options["slug"]}
            raise DomainError("edition.unknown", message, known)
        target = options["output"].absolute()
        with new_private_file(target) as file:
            written = write_archive(edition, file)
        for name, lines in written.items():
            self.stdout.write(f"{lines:>7} {name}")
        self.stdout.write(_("%(file)s holds drafts and names: keep it inside the house.") % {"file": target})
