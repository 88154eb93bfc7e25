"""`bilan SLUG --format pdf|html|xlsx -o FILE`: the bilan of an edition as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.core.sheets import xlsx_bytes
from semainier.report import sentences
from semainier.report.document import bilan_pdf_bytes
from semainier.report.exports import figures_sheets
from semainier.report.queries.bilan import Bilan, bilan_of

MISUSE = 2
FORMATS = ("pdf", "html", "xlsx")


class Command(BaseCommand):
    help = "Write the report of an edition to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the edition, for instance semaine-2013")
        parser.add_argument(
            "--format", dest="kind", default="pdf", help=f"one of {', '.join(FORMATS)} (default: pdf)"
        )
        parser.add_argument("--language", default="fr", choices=["fr", "en"])
        parser.add_argument("-o", "--output", required=True, help="the file to write")

    def handle(self, *args: Any, slug: str, kind: str, language: str, output: str, **options: Any) -> None:
        """Write the file and say where; exit 1 for an unknown edition, 2 for a form that is not made."""
        if kind not in FORMATS:
            known = ", ".join(FORMATS)
            said = _("The form “%(kind)s” is not made yet; there are: %(known)s.")
            raise CommandError(said % {"kind": kind, "known": known}, returncode=MISUSE)
        edition = Edition.objects.select_related("campaign", "previous").filter(slug=slug).first()
        if edition is None:
            known = ", ".join(Edition.objects.values_list("slug", flat=True)) or "–"
            said = _("There is no edition “%(slug)s”. Known: %(known)s.")
            raise CommandError(said % {"slug": slug, "known": known}, returncode=1)
        with override(language):
            content = make(bilan_of(edition, clock.now()), kind)
        target = Path(output)
        target.write_bytes(content)
        self.stdout.write(f"{target.resolve()} ({len(content) // 1024 + 1} kB)")


def make(bilan: Bilan, kind: str) -> bytes:
    """Return the bilan in a form, in the language in force."""
    if kind == "pdf":
        return bilan_pdf_bytes(bilan)
    if kind == "xlsx":
        return xlsx_bytes(figures_sheets(bilan.figures))
    context = {"bilan": bilan, "edition": bilan.edition, "now": clock.now(), **sentences.words_of(bilan)}
    return render_to_string("report/bilan_file.html", context).encode()
