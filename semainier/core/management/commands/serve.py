"""Serve the pages and send the mails until Ctrl-C."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.utils.translation import gettext as _

from semainier.core import doctor, registry, serving
from semainier.core.errors import DomainError


def refuse_address() -> None:
    """Raise DomainError when a demonstration would be public or the port is taken."""
    host, port = settings.SEMAINIER_HOST, settings.SEMAINIER_PORT
    if settings.DEMO and not serving.is_loopback(host):
        message = _("The demonstration lets anyone in: it is not served on %(host)s.") % {"host": host}
        raise DomainError("serve.public_demo", message, _("Unset SEMAINIER_HOST, or run: semainier setup"))
    if not serving.is_free(host, port):
        message = _("Port %(port)s is taken by another program.") % {"port": port}
        raise DomainError("serve.port_taken", message, _("Choose another one: SEMAINIER_PORT=8123"))


def refuse_unready_place() -> None:
    """Raise DomainError when there is no database, an old one, or an empty one; name the command to run."""
    begin = _("Run: semainier setup (or, to try it out: semainier demo)")
    if doctor.is_never_migrated():
        message = _("There is no installation here yet: %(var)s.") % {"var": settings.VAR}
        raise DomainError("serve.empty", message, begin)
    if pending := doctor.pending_migrations():
        message = _("The database is older than the program (%(count)s changes wait).") % {
            "count": len(pending)
        }
        raise DomainError("serve.old_database", message, _("Run: semainier upgrade"))
    if not all(ask() for ask in registry.is_set_up):
        message = _("There is no federation here yet: %(var)s.") % {"var": settings.VAR}
        raise DomainError("serve.no_federation", message, begin)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_address()
        refuse_unready_place()
        threads = settings.SEMAINIER_THREADS or (16 if connection.vendor == "postgresql" else 64)
        connections.close_all()
        host, port = settings.SEMAINIER_HOST, settings.SEMAINIER_PORT
        server = serving.server_command(host, port, workers=settings.SEMAINIER_WORKERS, threads=threads)
        address = f"http://localhost:{port}/" if serving.is_loopback(host) else f"{settings.SEMAINIER_URL}/"
        announcement = _("Semainier: %(address)s (Ctrl-C to stop)") % {"address": address}
        if status := serving.run(server, serving.worker_command(), host, port, announcement):
            sys.exit(status)
