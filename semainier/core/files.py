"""Files that commands write for an operator: new, complete or absent, closed to other accounts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from semainier.core.errors import Conflict, DomainError


@contextmanager
def new_private_file(target: Path) -> Iterator[IO[bytes]]:
    """Give a file (mode 0600) that stands under its name once it is whole; refuse to overwrite one."""
    if target.exists():
        message = _("%(file)s already exists.") % {"file": target}
        raise Conflict("file.exists", message, _("Choose another name."))
    part = target.with_name(f"{target.name}.part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError as error:
        raise DomainError("file.unwritable", f"{part}: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
