"""What `semainier doctor` looks at in the outbox: the way out, the worker, the mails that stay behind."""

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.translation import gettext as _

from semainier.core import clock
from semainier.core.addresses import absolute_url
from semainier.core.doctor import Finding
from semainier.core.serving import is_loopback
from semainier.mailings.models import Address, Mail
from semainier.mailings.providers import current_provider
from semainier.mailings.queries import LIFE_SIGN_WITHIN, counts_by_state, oldest_queued_age, worker_heartbeat
from semainier.mailings.states import State
from semainier.mailings.transports import FolderTransport, transport_from_settings

# A mail that is due waits a second when all is well.
PATIENCE = dt.timedelta(minutes=5)
RECENTLY = dt.timedelta(days=7)


def look_at_way_out() -> Iterable[Finding]:
    """Yield whether EMAIL_URL is understood and can be used, without opening a connection. No query."""
    try:
        transport = transport_from_settings()
    except (ImproperlyConfigured, ValueError) as error:
        yield Finding(_("EMAIL_URL is understood"), is_well=False, advice=str(error))
        return
    if not isinstance(transport, FolderTransport):
        parts = urlsplit(settings.EMAIL_URL)
        yield Finding(_("Mails leave by %(way)s") % {"way": f"{parts.scheme}://{parts.hostname}"})
        return
    advice = _("Set EMAIL_URL to your mail server: mails in a folder reach nobody.")
    is_trial = is_loopback(urlsplit(settings.SEMAINIER_URL).hostname or "")
    yield Finding(_("Mails are written to %(folder)s") % {"folder": transport.folder}, is_trial, advice)
    advice = f"mkdir -p {transport.folder}; chown $USER {transport.folder}"
    yield Finding(_("Folder of the mails can be written"), _can_write(transport.folder), advice)


def look_at_outbox() -> Iterable[Finding]:
    """Yield whether mails leave and which stayed behind. Four queries; nothing before the tables are made."""
    try:
        last, waiting, counts = worker_heartbeat(), oldest_queued_age(), counts_by_state()
        failed = Mail.objects.filter(state=State.FAILED, created_at__gte=clock.now() - RECENTLY).count()
    except DatabaseError:  # said by the look at the database
        return
    is_quiet = last is not None and clock.now() - last > LIFE_SIGN_WITHIN
    yield Finding(_("Worker gives signs of life or is stopped"), not is_quiet, "semainier serve")
    page = absolute_url("mailings:mail_list")
    advice = "semainier serve" if last is None or is_quiet else page
    yield Finding(_("No mail waits for its turn"), waiting is None or waiting < PATIENCE, advice)
    doubtful = counts[State.IN_DOUBT]
    found = _("Mails in doubt: %(count)s") % {"count": doubtful}
    yield Finding(found, not doubtful, _("Send them again or leave them: %(page)s") % {"page": page})
    found = _("Mails that failed in the last seven days: %(count)s") % {"count": failed}
    yield Finding(found, not failed, _("Read why: %(page)s") % {"page": page})


def look_at_incoming() -> Iterable[Finding]:
    """Yield whether what comes back of the mails is heard: the provider's events, the folder of returns. No query."""
    try:
        provider = current_provider()
    except ImproperlyConfigured as error:
        yield Finding(_("SEMAINIER_MAIL_PROVIDER is understood"), is_well=False, advice=str(error))
        return
    if provider is not None:
        told = {"provider": provider.code, "page": absolute_url("mailings:delivery_events")}
        what = _("Events of %(provider)s come in at %(page)s") % told
        yield Finding(
            what,
            bool(settings.MAIL_EVENTS_SECRET),
            _("Set SEMAINIER_MAIL_EVENTS_SECRET, and give it to the provider."),
        )
    if settings.RETURNS_DIR:
        folder = Path(settings.RETURNS_DIR)
        is_maildir = all(_can_write(folder / part) and (folder / part).is_dir() for part in ("new", "cur"))
        what = _("Returned mails are read from %(folder)s") % {"folder": folder}
        yield Finding(
            what, is_maildir, _("It must be a Maildir, with new and cur that this account may write.")
        )
    elif provider is None and settings.EMAIL_URL and not settings.EMAIL_URL.startswith("folder:"):
        advice = _("Set SEMAINIER_MAIL_PROVIDER or SEMAINIER_RETURNS_DIR: see docs/operations.md.")
        yield Finding(_("Mails that come back are heard of"), is_well=False, advice=advice)


def look_at_addresses() -> Iterable[Finding]:
    """Yield how many addresses are suspended, and how many returned mails wait for a person. One query."""
    try:
        suspended = Address.objects.filter(suspended_at__isnull=False).count()
    except DatabaseError:  # said by the look at the database
        return
    yield Finding(_("Addresses suspended: %(count)s") % {"count": suspended})
    if settings.RETURNS_DIR and (folder := Path(settings.RETURNS_DIR) / "cur").is_dir():
        odd = sum(path.name.endswith(":2,") for path in folder.iterdir())
        what = _("Returned mails that a person must read: %(count)s") % {"count": odd}
        yield Finding(what, not odd, str(folder))


def _can_write(folder: Path) -> bool:
    """Whether the folder can be written, or made."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
