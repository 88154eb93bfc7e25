"""Make the demonstration, and remove it to begin again."""

import contextlib
import datetime as dt
import logging

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from semainier.core import clock
from semainier.core.errors import DomainError
from semainier.demo.making.demonstration import make_everything
from semainier.demo.models import DemoMark, DemoPerson, Stage
from semainier.demo.queries import is_demo, is_foreign
from semainier.mailings.models import Mail
from semainier.mailings.services import send_due
from semainier.mailings.transports import transport_from_settings
from semainier.mailings.transports.folder import FolderTransport

# Grows when what is made changes so much that an older demonstration should be begun again.
VERSION = "1"
MEDIA = ("events", "outcomes", "kept")


def refuse_foreign() -> None:
    """Raise DomainError `demo.foreign_database` when the database holds what the generator did not make."""
    if is_foreign():
        raise DomainError(
            "demo.foreign_database",
            _("This database holds data that are not a demonstration: nothing was changed."),
            _("Choose an empty place: SEMAINIER_VAR=/another/folder, or another DATABASE_URL."),
        )


@transaction.atomic
def make_demo(*, stage: Stage, today: dt.date) -> DemoMark:
    """Make the network and its three editions around `today`; return the mark. One transaction.

    Raises as `refuse_foreign`; a demonstration that is there already is returned as it is.
    """
    refuse_foreign()
    mark = DemoMark.objects.first()
    if mark is not None:
        return mark
    cast = make_everything(stage, today)
    for part, user in cast.people.items():
        DemoPerson.objects.create(part=part, user=user)
    return DemoMark.objects.create(today=today, stage=stage, version=VERSION)


def deliver_mails() -> int:
    """Put the mails of the demonstration where they are read; return how many. Nothing leaves by SMTP.

    The worker would do it too, and say so for each on the terminal, below the address that a person looks for.
    """
    way_out = transport_from_settings()
    if not way_out.keeps_mails:
        return 0
    log = logging.getLogger("semainier.mailings")
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        return send_due(limit=Mail.objects.due(clock.now()).count(), transport=way_out)
    finally:
        log.setLevel(level)


def remove_demo() -> None:
    """Empty the tables, then remove the pictures and mails of the demonstration.

    Raises DomainError `demo.no_mark` when the database does not bear the mark: nothing is touched then.
    """
    if not is_demo():
        raise DomainError(
            "demo.no_mark",
            _("There is no demonstration here to remove: nothing was changed."),
            _("Make one first, without --reset."),
        )
    mails = list(Mail.objects.values_list("message_id", flat=True))
    call_command("flush", interactive=False, verbosity=0)
    for folder in MEDIA:
        _empty(folder)
    way_out = transport_from_settings()
    if isinstance(way_out, FolderTransport):
        for message_id in mails:
            way_out.path_of(message_id).unlink(missing_ok=True)
    cache.clear()


def _empty(folder: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        folders, files = default_storage.listdir(folder)
        for name in files:
            default_storage.delete(f"{folder}/{name}")
        for name in folders:
            _empty(f"{folder}/{name}")
