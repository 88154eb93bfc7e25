"""`manage.py worker`: the worker in the foreground, until SIGTERM or Ctrl-C."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from semainier.mailings.worker import run_until_signal


class Command(BaseCommand):
    help = "Send the mails of the outbox and run the timed jobs until stopped."
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def handle(self, *_args: Any, **_options: Any) -> None:
        run_until_signal()
