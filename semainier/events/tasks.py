"""Timed work on events: asking how they went, forgetting pictures that were never used."""

import logging

from semainier.campaigns.models import Edition, Phase
from semainier.core.pictures import purge_kept_pictures
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
