"""Mails as files in a folder, each exactly once, whatever moment a worker dies at.

The file is named from the Message-ID. It is written under a passing name, flushed to disk, then linked to its
own name, which fails if that exists: so it is there whole or not at all, and a second worker changes nothing.
"""

import contextlib
import datetime as dt
import os
import secrets
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

from semainier.mailings.transports.base import RefusedError, Transport


class FolderTransport(Transport):
    """`folder:///path`. The folder is made 0700, the files 0600: they hold codes and links."""

    lease: ClassVar[dt.timedelta] = dt.timedelta(seconds=5)
    keeps_mails: ClassVar[bool] = True

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def path_of(self, message_id: str) -> Path:
        return self.folder / f"{message_id.strip('<>')}.eml"

    def deliver(self, message: EmailMessage) -> None:
        final = self.path_of(str(message["Message-ID"]))
        passing = self.folder / f".{final.name}.{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(passing, bytes(message))
            self._link(passing, final)
            self._flush_names()
        except OSError as error:
            raise RefusedError(f"{type(error).__name__}: {error}") from error
        finally:
            with contextlib.suppress(OSError):
                passing.unlink()

    def was_delivered(self, message_id: str) -> bool:
        self._remove_leftovers(message_id)
        return self.path_of(message_id).exists()

    def _write(self, path: Path, content: bytes) -> None:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _link(self, passing: Path, final: Path) -> None:
        try:
            os.link(passing, final)
        except FileExistsError:  # another attempt got here first, with the same bytes
            return
        except OSError:  # a file system without links; the name is ours alone, so replacing changes nothing
            passing.replace(final)

    def _flush_names(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _remove_leftovers(self, message_id: str) -> None:
        for passing in self.folder.glob(f".{self.path_of(message_id).name}.*"):
            with contextlib.suppress(OSError):
                passing.unlink()
