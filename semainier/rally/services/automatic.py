"""Reminders that leave by themselves: turned on and off by the head, written once a day."""

import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.campaigns.models import Edition, Phase
from semainier.core import clock
from semainier.organisations.access import Reach
from semainier.rally.criteria import Matter
from semainier.rally.models import AutomaticReminder, Sending
from semainier.rally.queries.automatic import CHOICES, due_on, matters_on, message_for
from semainier.rally.rules import morning_of
from semainier.rally.services.sendings import Draft, freeze

logger = logging.getLogger(__name__)


@transaction.atomic
def switch_automatic(*, edition: Edition, matter: Matter, is_on: bool, by: User) -> AutomaticReminder:
    """Turn a reminder of an edition on or off. Idempotent. The caller has checked that the head office asks."""
    reminder, _new = AutomaticReminder.objects.select_for_update().get_or_create(
        edition=edition, matter=matter
    )
    if reminder.is_on != is_on:
        reminder.is_on, reminder.set_at, reminder.set_by = is_on, clock.now(), by
        reminder.save(update_fields=["is_on", "set_at", "set_by"])
        verb = "reminder.turned_on" if is_on else "reminder.turned_off"
        record(by=by, verb=verb, target=reminder, edition_id=edition.pk)
    return reminder


def write_automatic() -> list[Sending]:
    """Freeze what is due today in the editions that run, from eight o'clock in Paris on; return what was new.

    Safe to run as often as one likes: each reminder has a key of its day or milestone.
    """
    if clock.now() < morning_of(clock.today()):
        return []
    made = []
    for edition in (
        Edition.objects.exclude(phase=Phase.FROZEN).filter(automatic_reminders__is_on=True).distinct()
    ):
        for matter in sorted(matters_on(edition)):
            sending = _write(edition, Matter(matter))
            made += [sending] if sending else []
    return made


def _write(edition: Edition, matter: Matter) -> Sending | None:
    due = due_on(edition, matter, clock.today(), Reach(everything=True))
    if due is None or not due.plan.mails:
        return None
    draft = Draft(
        edition=edition,
        choice=CHOICES[matter],
        matter=matter,
        message=message_for(matter),
        audience=_("Automatic reminder"),
        leaves_at=due.leaves_at,
    )
    try:
        return freeze(
            draft=draft, plan=due.plan, lines=due.plan.due(), key=due.key, by=None, is_automatic=True
        )
    except IntegrityError:
        logger.info("%s was written by another worker", due.key)
        return None
