"""Make the demonstration, and remove it to begin again."""

import contextlib
import datetime as dt

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.demo.making.demonstration import make_everything
from semainier.demo.models import DemoMark, DemoPerson, Stage
from semainier.demo.queries import is_demo, is_foreign
from semainier.mailings.models import Mail
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
