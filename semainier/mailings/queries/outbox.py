"""Reads of the outbox and of its health."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Value, When

from semainier.core import clock
from semainier.mailings.models import Mail, WorkerBeat
from semainier.mailings.states import State

LIFE_SIGN_WITHIN = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OutboxFilters:
    """What a reader of the outbox may ask for; empty means all."""

    text: str = ""
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A recipient of the demonstration: her address, how many mails she has, when the last was written."""

    email: str
    count: int
    last_at: dt.datetime


def outbox(filters: OutboxFilters | None = None) -> QuerySet[Mail]:
    """Return the mails that match without their text: those in doubt first, then the newest. One query."""
    wanted = filters or OutboxFilters()
    mails = Mail.objects.defer("body_text", "body_html", "headers")
    for word in wanted.text.split():
        found = (
            Q(subject__icontains=word)
            | Q(recipient_email__icontains=word)
            | Q(recipient_name__icontains=word)
        )
        mails = mails.filter(found)
    if wanted.state:
        mails = mails.filter(state=wanted.state)
    if wanted.kind:
        mails = mails.filter(kind=wanted.kind)
    is_settled = Case(
        When(state=State.IN_DOUBT, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return mails.order_by(is_settled, "-created_at", "-pk")


def kinds() -> list[str]:
    """Return the kinds of mail the outbox holds, in order. One query."""
    return list(Mail.objects.order_by("kind").values_list("kind", flat=True).distinct())


def counts_by_state() -> dict[State, int]:
    """Return how many mails are in each state, none left out. One query."""
    found = dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state.value, 0) for state in State}


def oldest_due_since() -> dt.datetime | None:
    """Return since when the mail that waits longest has been due; None when none is due. One query."""
    due = Mail.objects.filter(state=State.QUEUED, next_attempt_at__lte=clock.now())
    since: dt.datetime | None = due.aggregate(since=Min("next_attempt_at"))["since"]
    return since


def oldest_queued_age() -> dt.timedelta | None:
    """Return how long the mail that waits longest has been due; None when none is due. One query."""
    since = oldest_due_since()
    return None if since is None else clock.now() - since


def worker_heartbeat() -> dt.datetime | None:
    """Return the last sign of life of any worker; None when none runs. One query."""
    beat_at: dt.datetime | None = WorkerBeat.objects.aggregate(last=Max("beat_at"))["last"]
    return beat_at


def is_worker_alive() -> bool:
    """Whether a worker gave a sign of life in the last minute. One query."""
    beat_at = worker_heartbeat()
    return beat_at is not None and clock.now() - beat_at < LIFE_SIGN_WITHIN


def mailboxes(text: str = "") -> list[Mailbox]:
    """Return the fifty people written to last, whose address or name matches. One query."""
    mails = Mail.objects.exclude(recipient_email="")
    for word in text.split():
        mails = mails.filter(Q(recipient_email__icontains=word) | Q(recipient_name__icontains=word))
    found = mails.order_by().values("recipient_email").annotate(count=Count("pk"), last_at=Max("created_at"))
    rows = found.order_by("-last_at", "recipient_email")[:50]
    return [Mailbox(row["recipient_email"], row["count"], row["last_at"]) for row in rows]


def mails_to(email: str) -> QuerySet[Mail]:
    """Return the mails to one address, or to all when it is empty, newest first. One query."""
    mails = Mail.objects.exclude(recipient_email="")
    return mails.filter(recipient_email__iexact=email) if email else mails
