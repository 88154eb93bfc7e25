"""Timed work on events: asking how they went, the mails of the desk, forgetting what need not be kept."""

import logging
from collections.abc import Callable

from semainier.campaigns.models import Edition, Phase
from semainier.core.pictures import purge_kept_pictures
from semainier.events.queries.late import open_editions
from semainier.events.services.alerts import forget_reporters
from semainier.events.services.delays import recount_delays
from semainier.events.services.digest import send_digests
from semainier.events.services.escalation import escalate_due
from semainier.events.services.messages import tell_waiting
from semainier.events.services.outcomes import ask_outcome, events_to_ask_about

logger = logging.getLogger(__name__)

ASK_EVERY_SECONDS = 15 * 60
PURGE_EVERY_SECONDS = 6 * 3600


def ask_outcomes() -> int:
    """Ask about the events that are over, each once; return how many were asked about."""
    editions = Edition.objects.filter(phase__in=[Phase.WEEK, Phase.COUNTING])
    events = [event for edition in editions for event in events_to_ask_about(edition)]
    mails = sum(ask_outcome(event=event) for event in events)
    if events:
        logger.info("asked about %d events, %d mails", len(events), mails)
    return len(events)


def purge_pictures() -> int:
    """Remove the pictures put aside for forms that nobody sent again; return how many."""
    return purge_kept_pictures()


def escalate() -> int:
    """Hand to the head office what waits past its delay; return how many."""
    count = escalate_due()
    if count:
        logger.info("handed %d events to the head office", count)
    return count


def recount() -> int:
    """Count the delays of the editions under way anew; return how many answers."""
    return sum(recount_delays(edition=edition) for edition in open_editions())


_MINUTE, _HOUR = 60, 3600
# Name, seconds between two runs, what runs. The digest asks by itself whether it is seven on a working day in Paris.
OF_THE_DESK: list[tuple[str, int, Callable[[], object]]] = [
    ("events.tell_messages", 5 * _MINUTE, tell_waiting),
    ("events.escalate", 15 * _MINUTE, escalate),
    ("events.digest", 5 * _MINUTE, send_digests),
    ("events.recount_delays", 24 * _HOUR, recount),
    ("events.forget_reporters", 24 * _HOUR, forget_reporters),
]
