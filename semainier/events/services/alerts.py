"""Reports of visitors about the page of an event: taken in without an account, settled at the desk."""

import datetime as dt
from http import HTTPStatus

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict, DomainError
from semainier.events.emails import mail_alert_answer
from semainier.events.models import Alert, AlertReason, AlertState, Event
from semainier.events.queries.alerts import received_lately, sent_lately

PER_HOUR_AND_SENDER = 5
PER_DAY_AND_EVENT = 20
# The address of who reported, and the mark of the sender, are forgotten so long after the alert is settled.
ADDRESS_KEPT = dt.timedelta(days=30)


@transaction.atomic
def raise_alert(*, event: Event, reason: AlertReason, words: str, email: str, address: str) -> Alert:
    """Keep what a visitor reports. 429 after five an hour from one network address, twenty a day on one event.

    `address` is the network address; only a hash of it is kept, keyed with the secret of the installation.
    """
    locked = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    sender = sender_mark(address)
    if sent_lately(sender) >= PER_HOUR_AND_SENDER or received_lately(locked) >= PER_DAY_AND_EVENT:
        raise DomainError(
            "alert.too_many",
            _("Several reports have come already: this one was not kept."),
            _("They are being read. If it cannot wait, write to the address at the foot of the page."),
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )
    alert = Alert.objects.create(
        event=locked, reason=reason, words=words.strip(), email=email.strip(), sender=sender,
        language=(get_language() or "fr")[:2], at=clock.now(),
    )  # fmt: skip
    record(
        by=None,
        verb="event.alerted",
        target=locked,
        data={"alert": alert.pk, "reason": reason},
        organisation_id=locked.organisation_id,
        edition_id=locked.edition_id,
    )
    return alert


@transaction.atomic
def settle_alert(*, alert: Alert, state: AlertState, answer: str, by: User) -> Alert:
    """Say what became of an alert and tell who reported it. Idempotent; another answer to a settled one is a 409.

    The caller has checked EVENT_MODERATE for the event.
    """
    if state == AlertState.OPEN:
        raise ValueError(state)
    if not answer.strip():
        raise DomainError(
            "alert.answer_needed", _("Say in a word what was done."), _("It goes to who reported it.")
        )
    rows = Alert.objects.select_for_update(of=("self",)).select_related("event", "event__edition")
    locked = rows.get(pk=alert.pk)
    if locked.state == state:
        return locked
    if locked.state != AlertState.OPEN:
        raise Conflict(
            "alert.settled_already",
            _("Somebody has settled this report meanwhile: %(state)s.")
            % {"state": locked.get_state_display()},
            _("Open the event again to see the answer."),
        )
    locked.state, locked.answer = state, answer.strip()
    locked.handled_at, locked.handled_by = clock.now(), by
    locked.save(update_fields=["state", "answer", "handled_at", "handled_by"])
    record(
        by=by,
        verb="event.alert_settled",
        target=locked.event,
        data={"alert": locked.pk, "state": state, "answer": locked.answer},
        organisation_id=locked.event.organisation_id,
        edition_id=locked.event.edition_id,
    )
    mail_alert_answer(locked)
    return locked


def forget_reporters() -> int:
    """Erase address and mark of the sender thirty days after an alert was settled; return how many. One query."""
    old = Alert.objects.filter(handled_at__lt=clock.now() - ADDRESS_KEPT).exclude(email="", sender="")
    return old.update(email="", sender="")


def sender_mark(address: str) -> str:
    """Return what stands for a network address: without the secret of the installation nobody gets back to it."""
    return salted_hmac("semainier.events.alerts", address, algorithm="sha256").hexdigest()
