"""Mails that came back, one by one from the mail server or from a Maildir that it fills."""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from semainier.core.errors import DomainError
from semainier.mailings.models import Mail
from semainier.mailings.returned import LARGEST_BYTES, NothingToDoError, UnreadableError, read_returned
from semainier.mailings.services.feedback import take_feedback

logger = logging.getLogger(__name__)
# A round takes so many; the next one is a minute later.
AT_ONCE = 500


def take_returned(content: bytes) -> Mail:
    """Note what a mail that came back says; return the mail of ours that it is about.

    Raises UnreadableError (returned.*) for what a person must read, NothingToDoError for what asks for nothing.
    """
    mail = take_feedback(read_returned(content))
    if mail is None:
        raise UnreadableError(
            "returned.unknown", _("The mail that came back is not one of this installation.")
        )
    return mail


def take_returns() -> int:
    """Read the new mails of SEMAINIER_RETURNS_DIR, at most 500; return how many were understood.

    What was understood is removed: it holds a person's address and has said what it had to. The rest goes to
    `cur`, unread, for a person. A worker that dies on the way leaves the file where it is; it is read again.
    """
    if not settings.RETURNS_DIR:
        return 0
    folder = Path(settings.RETURNS_DIR)
    names = sorted(entry.name for entry in os.scandir(folder / "new") if entry.is_file())
    return sum(_take(folder, name) for name in names[:AT_ONCE])


def _take(folder: Path, name: str) -> bool:
    path = folder / "new" / name
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    try:
        take_returned(content)
    except NothingToDoError as nothing:
        logger.info("returned mail %s: %s", name, nothing)
    except DomainError as error:
        logger.warning("returned mail %s is left in cur: %s", name, error)
        (folder / "cur").mkdir(mode=0o700, exist_ok=True)
        path.replace(folder / "cur" / f"{name.partition(':')[0]}:2,")
        return False
    path.unlink()
    return True
