"""Send what is due: claim a mail, hand it over outside any transaction, write down what came of it."""

import datetime as dt
import logging
import re
from threading import Event
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from semainier.core import clock
from semainier.mailings.feedback import Feedback
from semainier.mailings.message import build_message
from semainier.mailings.models import Mail
from semainier.mailings.services.feedback import take_feedback
from semainier.mailings.services.holding import reason_not_to_write
from semainier.mailings.services.purge import removed_text
from semainier.mailings.states import BACK_OFF, Delivery, State, delay_after, states_before
from semainier.mailings.transports import InDoubtError, RefusedError, Transport, transport_from_settings

logger = logging.getLogger(__name__)
ERROR_LENGTH = 500
RECOVERED_AT_ONCE = 100
# A server that knows at once that the address does not exist (RFC 3463); any other refusal may be about us.
NO_SUCH_ADDRESS = re.compile(r"^55[0-4][ -]5\.1\.(1|2|3|6|10)\b")


def send_due(*, limit: int = 20, transport: Transport | None = None, stop: Event | None = None) -> int:
    """Send up to `limit` mails that are due, codes first; return how many were tried.

    Safe with several workers. Never raises for a mail: what went wrong is written into its row. Ends early
    when `stop` is set. A mail costs three reads and two short transactions; none is open while it travels.
    """
    way_out = transport or transport_from_settings()
    tried = 0
    try:
        recover_claims(transport=way_out)
        while tried < limit and not (stop and stop.is_set()) and (mail := claim_next()):
            _attempt(mail, way_out)
            tried += 1
    finally:
        if tried < limit or transport is None:
            way_out.close()
    return tried


def claim_next() -> Mail | None:
    """Take the next mail that is due, so that no other worker does; None when nothing waits.

    A claim is a conditional UPDATE. SQLite lets one writer in at a time, PostgreSQL skips rows others hold.
    """
    now = clock.now()
    if not Mail.objects.due(now).exists():
        return None
    with transaction.atomic(durable=True):
        due = Mail.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        mail = due.first()
        if mail is None:
            return None
        mail.attempts, mail.claimed_at, mail.state = mail.attempts + 1, now, State.SENDING
        taken = Mail.objects.filter(pk=mail.pk, state=State.QUEUED, attempts=mail.attempts - 1)
        is_ours = taken.update(state=State.SENDING, attempts=mail.attempts, claimed_at=now)
    return mail if is_ours else None


def recover_claims(*, transport: Transport) -> int:
    """Settle the mails of workers that died: sent, queued again, or in doubt; return how many.

    One read when there are none. With MAIL_RESEND_IN_DOUBT, doubts are queued again after their back-off.
    """
    stale = list(Mail.objects.stale(clock.now() - transport.lease).order_by("claimed_at")[:RECOVERED_AT_ONCE])
    for mail in stale:
        was_delivered = transport.was_delivered(mail.message_id)
        if was_delivered is None:
            _settle(
                mail,
                State.IN_DOUBT,
                transport,
                last_error=_("The worker stopped while the mail was under way."),
            )
        elif was_delivered:
            _settle(mail, State.SENT, transport)
        else:
            _settle(mail, State.QUEUED, transport, next_attempt_at=clock.now())
    if settings.MAIL_RESEND_IN_DOUBT:
        _queue_doubts_again(transport)
    return len(stale)


def _attempt(mail: Mail, transport: Transport) -> None:
    if mail.expires_at is not None and mail.expires_at <= clock.now():
        _settle(mail, State.FAILED, transport, last_error=_("It could not leave in time to be of use."))
        return
    if reason := reason_not_to_write(email=mail.recipient_email, topic=mail.topic, priority=mail.priority):
        _settle(mail, State.SUPPRESSED, transport, last_error=reason)
        return
    try:
        transport.deliver(build_message(mail))
    except InDoubtError as doubt:
        _settle(mail, State.IN_DOUBT, transport, last_error=str(doubt))
    except RefusedError as refusal:
        _wait_or_fail(mail, refusal, transport)
    except Exception as error:  # one mail that cannot be built must not stop those behind it
        logger.exception("mail %s cannot be sent", mail.message_id)
        _settle(mail, State.FAILED, transport, last_error=f"{type(error).__name__}: {error}")
    else:
        _settle(mail, State.SENT, transport)


def _wait_or_fail(mail: Mail, refusal: RefusedError, transport: Transport) -> None:
    delay = None if refusal.is_permanent else delay_after(mail.attempts)
    if delay is None:
        _settle(mail, State.FAILED, transport, last_error=str(refusal))
        if refusal.is_permanent and NO_SUCH_ADDRESS.match(str(refusal)):
            take_feedback(Feedback((mail.message_id,), Delivery.BOUNCED, diagnosis=str(refusal)))
    else:
        _settle(mail, State.QUEUED, transport, last_error=str(refusal), next_attempt_at=clock.now() + delay)


def _settle(
    mail: Mail,
    state: State,
    transport: Transport,
    *,
    last_error: str = "",
    next_attempt_at: dt.datetime | None = None,
) -> None:
    """Write down what came of an attempt, unless the mail has moved on since."""
    now = clock.now()
    values: dict[str, Any] = {"state": state, "last_error": last_error[:ERROR_LENGTH]}
    if next_attempt_at is not None:
        values["next_attempt_at"] = next_attempt_at
    if state == State.SENT:
        values["sent_at"] = now
    is_read_here = settings.DEMO and transport.keeps_mails
    if mail.is_sensitive and state in {State.SENT, State.FAILED} and not is_read_here:
        values |= removed_text(now)
    same_attempt = Mail.objects.filter(pk=mail.pk, attempts=mail.attempts, state__in=states_before(state))
    if same_attempt.update(**values):
        logger.info(
            "mail %s %s attempt %d: %s %s", mail.message_id, mail.kind, mail.attempts, state, last_error
        )


def _queue_doubts_again(transport: Transport) -> None:
    doubts = Mail.objects.filter(state=State.IN_DOUBT, purged_at=None, attempts__lte=len(BACK_OFF))
    for mail in doubts.exclude(claimed_at=None)[:RECOVERED_AT_ONCE]:
        delay = delay_after(mail.attempts)
        if delay is not None and mail.claimed_at is not None:
            _settle(
                mail,
                State.QUEUED,
                transport,
                last_error=mail.last_error,
                next_attempt_at=mail.claimed_at + delay,
            )
