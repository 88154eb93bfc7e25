"""`semainier returned [FILE]`: read a mail that came back, from a file or from the pipe of a mail server."""

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from semainier.mailings.returned import LARGEST_BYTES, NothingToDoError
from semainier.mailings.services.returns import take_returned


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]
    help = lazy("Read a mail that came back and note what it says of its recipient.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help=_("the mail; - or nothing: standard input")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            mail = take_returned(_content(options["file"]))
        except NothingToDoError as nothing:
            self.stdout.write(nothing.message)
            return
        said = {"mail": mail.message_id, "said": mail.get_delivery_display()}
        self.stdout.write(_("%(mail)s: %(said)s") % said)


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s") % {"file": name, "why": error.strerror}
        ) from error
