"""The morning mails of the desk: one to each moderator with what waits, one to the head office with what is late."""

import datetime as dt

from django.db import transaction

from semainier.audit.models import AuditEntry
from semainier.audit.services import record
from semainier.core import clock
from semainier.events.emails import mail_digest, mail_escalated
from semainier.events.queries.desks import desks, head_people
from semainier.events.queries.digest import digest_of, escalated_of
from semainier.events.queries.late import open_editions
from semainier.events.services.escalation import escalate_due
from semainier.events.working_days import is_working_day
from semainier.organisations.access import Reach

SENT = "moderation.digest_sent"
FROM_HOUR = 7  # in Paris
# A worker that comes back in the afternoon leaves the digest to the next morning.
UNTIL_HOUR = 12


@transaction.atomic
def send_digests() -> int:
    """Queue the mails of the morning, once a working day; return how many. Nothing waits: no mail.

    A person who moderates for two associations gets one mail for both. Nine queries, and eight per desk.
    """
    now = clock.now()
    today = clock.today()
    if not is_due(now):
        return 0
    escalate_due()
    editions, known = open_editions(), desks()
    mails = 0
    reaches: dict[int, Reach] = {}
    people = {user.pk: user for desk in known for user in desk.moderators}
    for desk in known:
        for user in desk.moderators:
            reaches[user.pk] = _joined(reaches.get(user.pk, Reach()), desk.reach)
    for user_id, reach in reaches.items():
        if digest := digest_of(reach, editions, now):
            mail_digest(people[user_id], digest, today)
            mails += 1
    if escalated := escalated_of(editions, known, now):
        for user in head_people():
            mail_escalated(user, escalated, today)
            mails += 1
    record(by=None, verb=SENT, data={"mails": mails})
    return mails


def is_due(now: dt.datetime) -> bool:
    """Whether it is the morning of a working day whose digests have not left. At most one query."""
    here = now.astimezone(clock.PARIS)
    if not is_working_day(here.date()) or not FROM_HOUR <= here.hour < UNTIL_HOUR:
        return False
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return not AuditEntry.objects.filter(verb=SENT, at__gte=midnight).exists()


def _joined(one: Reach, other: Reach) -> Reach:
    return Reach(
        departments=one.departments | other.departments,
        organisations=one.organisations | other.organisations,
    )
