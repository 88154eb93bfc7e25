"""What every way out promises, and the two ways in which it says no."""

import datetime as dt
from abc import ABC, abstractmethod
from email.message import EmailMessage
from typing import ClassVar


class RefusedError(Exception):
    """The mail certainly did not leave; `is_permanent` when trying again is useless."""

    def __init__(self, reason: str, *, is_permanent: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


class InDoubtError(Exception):
    """The transfer was cut off: the mail may have left or not."""


class Transport(ABC):
    """A way out. One instance serves one worker; it may keep a connection open between two mails."""

    # How long a worker may be away with a mail before the others take it for dead.
    lease: ClassVar[dt.timedelta]
    # Whether what was sent stays readable by whoever runs the installation.
    keeps_mails: ClassVar[bool] = False

    @abstractmethod
    def deliver(self, message: EmailMessage) -> None:
        """Hand the mail over. Raises RefusedError or InDoubtError."""

    @abstractmethod
    def was_delivered(self, message_id: str) -> bool | None:
        """Whether a mail of a dead worker left; None when nobody can tell."""

    def close(self) -> None:  # noqa: B027 -- a way out without a connection has nothing to close
        """Let go of what is open between two rounds."""
