"""Forget what need not be known any longer: bodies with codes and links, then whole mails."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.states import State

MAILS_KEPT = dt.timedelta(days=90)
SECRETS_IN_DOUBT_KEPT = dt.timedelta(days=7)
ENDED = (State.SENT, State.FAILED, State.SUPPRESSED, State.IN_DOUBT)


def removed_text(now: dt.datetime) -> dict[str, Any]:
    """Return the values that take a mail's text away and say so."""
    sentence = _("This mail held a code or a personal link. Its text was removed.")
    return {"body_text": f"{sentence}\n", "body_html": "", "purged_at": now}


def purge_old_mails() -> int:
    """Delete the mails that ended 90 days ago; return how many.

    Secret ones left in doubt or held back lose their text after 7 days. Mails that still wait are left alone.
    A fixed number of statements: those of what points at mails are cleared.
    """
    now = clock.now()
    limit = now - SECRETS_IN_DOUBT_KEPT
    secrets = Mail.objects.filter(
        is_sensitive=True, purged_at=None, state__in=(State.IN_DOUBT, State.SUPPRESSED)
    )
    secrets.filter(created_at__lt=limit).update(**removed_text(now))
    ended = now - MAILS_KEPT
    old = Q(sent_at__lt=ended) | Q(sent_at=None, claimed_at__lt=ended) | Q(sent_at=None, claimed_at=None)
    return Mail.objects.filter(old, state__in=ENDED, created_at__lt=ended).delete()[0]
