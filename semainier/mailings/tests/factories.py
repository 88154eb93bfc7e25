"""Mails, people and a way out that writes down what passes, for the tests of the outbox."""

import datetime as dt
import threading
from email.message import EmailMessage
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from semainier.core import clock
from semainier.mailings.models import Address, Mail
from semainier.mailings.services import queue_mail
from semainier.mailings.states import State, Trouble
from semainier.mailings.transports import Transport


def make_user(email: str = "alice@a.example", **values: Any) -> AbstractBaseUser:
    return get_user_model().objects.create(email=email, **values)


def make_mail(**values: Any) -> Mail:
    """Queue a mail to Alice; `state` and other columns that `queue_mail` does not take are set afterwards."""
    columns = {name: values.pop(name) for name in list(values) if name in COLUMNS}
    said = {
        "kind": "invitation",
        "to_email": "alice@a.example",
        "subject": "Invitation",
        "text": "Bonjour,",
    } | values
    mail = queue_mail(**said)
    if columns:
        Mail.objects.filter(pk=mail.pk).update(**columns)
        mail.refresh_from_db()
    return mail


COLUMNS = frozenset(
    {
        "state", "attempts", "claimed_at", "sent_at", "created_at", "next_attempt_at", "purged_at", "last_error",
        "delivery", "delivery_at",
    }
)  # fmt: skip


def make_sent(**values: Any) -> Mail:
    """Queue a mail and send it now, on paper."""
    return make_mail(**{"state": State.SENT, "sent_at": clock.now(), "attempts": 1} | values)


def make_address(email: str = "alice@a.example", **values: Any) -> Address:
    """Suspend an address for a hard bounce, or what `values` say."""
    now = clock.now()
    return Address.objects.create(
        **{"email": email, "trouble": Trouble.HARD, "trouble_at": now, "suspended_at": now} | values
    )


class Notebook(Transport):
    """A way out that keeps what it is given, and says no when it is told to."""

    lease: ClassVar[dt.timedelta] = dt.timedelta(minutes=1)

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.messages: list[EmailMessage] = []
        self._lock = threading.Lock()

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.messages]

    def deliver(self, message: EmailMessage) -> None:
        with self._lock:
            answer = self.answers.pop(0) if self.answers else None
            if answer is not None:
                raise answer
            self.messages.append(message)

    def was_delivered(self, _message_id: str) -> bool | None:
        return None
