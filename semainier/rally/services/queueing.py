"""Hand what is due to the outbox: one mail a person and day, looked at again before it leaves.

A recipient waits, then its mail is queued in the same transaction that says so: whatever is cut off between two
transactions is taken up again, and no row is handed over twice.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.services import queue_mail
from semainier.mailings.states import Priority
from semainier.rally.criteria import Matter
from semainier.rally.letters import letter_of
from semainier.rally.models import Reason, Recipient, RecipientState
from semainier.rally.queries.facts import Facts, facts_about
from semainier.rally.queries.history import past_of
from semainier.rally.rules import TOPIC, USEFUL_FOR, is_taken, next_morning, reason_to_wait
from semainier.rally.services.sections import sections_of

# People in one transaction: short enough that nobody waits for it.
CHUNK = 50
# How long before its hour a mail goes into the outbox; it leaves at the hour.
AHEAD = dt.timedelta(minutes=10)


class Judged(NamedTuple):
    """What becomes of the recipients of one address: those that leave in one mail, the others with a reason."""

    due: list[Recipient]
    skipped: list[Recipient]


def dispatch_due() -> int:
    """Queue the mails of all recipients whose hour has come; return how many mails. Safe to run twice or cut off.

    One query when nobody waits.
    """
    mails = 0
    while emails := _next_people():
        mails += dispatch_to(emails)
    return mails


def _due() -> QuerySet[Recipient]:
    waiting = Recipient.objects.filter(state=RecipientState.WAITING, leaves_at__lte=clock.now() + AHEAD)
    return waiting.order_by("leaves_at", "pk")


def _next_people() -> list[str]:
    """Return the addresses of the next fifty people whose hour has come."""
    return list(dict.fromkeys(_due().values_list("email", flat=True)[: 2 * CHUNK]))[:CHUNK]


@transaction.atomic
def dispatch_to(emails: list[str]) -> int:
    """Queue what is due to some addresses; return how many mails. Nothing that waits is left waiting as it was.

    One at a time in an edition, since what one mail may say depends on those before it.
    """
    due = _due().filter(email__in=emails)
    editions = due.order_by().values("sending__edition")
    locked = Edition.objects.select_for_update(no_key=True).filter(pk__in=editions).order_by("pk")
    list(locked.values_list("pk", flat=True))
    rows = sorted(due.select_related("sending__edition", "organisation", "user"), key=lambda row: row.email)
    if not rows:
        return 0
    facts = facts_about(rows, max(clock.now(), *(row.leaves_at for row in rows)))
    grouped = (list(own) for _email, own in groupby(rows, key=lambda row: row.email))
    return sum(_hand_over(own, facts) for own in grouped)


def _hand_over(rows: list[Recipient], facts: Facts) -> int:
    """Settle the recipients of one address: queue one mail, skip, or put off to the next morning."""
    leaves_at = max(clock.now(), *(row.leaves_at for row in rows))
    due, skipped = judge(rows, facts, leaves_at)
    Recipient.objects.bulk_update(skipped, ["state", "reason"])
    if not due:
        return 0
    if is_taken(leaves_at, facts.sent.get(due[0].email, [])):
        Recipient.objects.filter(pk__in=[row.pk for row in due]).update(leaves_at=next_morning(leaves_at))
        return 0
    mail = _queue(due, facts, leaves_at)
    handed_over = Recipient.objects.filter(pk__in=[row.pk for row in due])
    handed_over.update(state=RecipientState.QUEUED, mail=mail if mail.pk else None, leaves_at=leaves_at)
    return 1


def judge(rows: Sequence[Recipient], facts: Facts, leaves_at: dt.datetime) -> Judged:
    """Say which recipients of one address may be written to at an instant; the others get their reason. No query.

    Two sendings about the same matter: the first one leaves, the second finds it has.
    """
    judged = Judged([], [])
    accepted: dict[tuple[int, str], int] = {}
    for row in sorted(rows, key=lambda row: (row.leaves_at, row.sending_id, row.pk)):
        reason = facts.reason(row) or _reason_of_past(row, rows, facts, leaves_at)
        topic = (row.sending.edition_id, row.sending.matter)
        if reason is None and row.sending.matter != Matter.OTHER:
            is_second = accepted.setdefault(topic, row.sending_id) != row.sending_id
            reason = Reason.TOO_SOON if is_second else None
        if reason is None:
            judged.due.append(row)
        else:
            row.state, row.reason = RecipientState.SKIPPED, reason
            judged.skipped.append(row)
    return judged


def _reason_of_past(
    row: Recipient, rows: Sequence[Recipient], facts: Facts, leaves_at: dt.datetime
) -> Reason | None:
    edition, matter = row.sending.edition_id, row.sending.matter
    asked = facts.asked.get((edition, matter), {})
    own = {one.organisation_id for one in rows if one.sending.edition_id == edition}
    past = past_of(matter, facts.times.get((edition, matter, row.email), []), map(asked.get, own))
    return reason_to_wait(matter, leaves_at, past)


def _queue(rows: list[Recipient], facts: Facts, leaves_at: dt.datetime) -> Mail:
    first = rows[0]
    sections, is_sensitive = sections_of(rows, facts)
    letter = letter_of(sections, first.language, leaves_at.astimezone(clock.PARIS).date())
    matters = {row.sending.matter for row in rows}
    organisations = {row.organisation_id for row in rows}
    return queue_mail(
        kind=f"rally.{matters.pop()}" if len(sections) == 1 else "rally.several",
        to_email=first.email,
        to_name=first.name,
        user=next((row.user for row in rows if row.user), None),
        subject=letter.subject,
        text=letter.text,
        language=letter.language,
        priority=Priority.BULK,
        sensitive=is_sensitive,
        dedup_key=_key(rows),
        organisation_id=organisations.pop() if len(organisations) == 1 else None,
        topic=TOPIC,
        not_before=leaves_at,
        expires_at=leaves_at + USEFUL_FOR,
        batch=batch_of(rows),
    )


def _key(rows: Iterable[Recipient]) -> str:
    """Return what makes the mail to these recipients one: taken back and queued anew, there are fewer of them."""
    keys = ",".join(str(key) for key in sorted(row.pk for row in rows))
    return f"rally:{sha256(keys.encode()).hexdigest()}"


def batch_of(rows: Iterable[Recipient]) -> str:
    """Return the name of the set a mail belongs to: its sending, or the sendings that it merges."""
    return "rally:" + "+".join(str(key) for key in sorted({row.sending_id for row in rows}))[:70]
