"""Timed work on sendings: hand over what is due, follow what left, write the reminders of the day."""

import logging

from semainier.rally.services.automatic import write_automatic
from semainier.rally.services.queueing import dispatch_due
from semainier.rally.services.settle import settle
from semainier.rally.services.take_back import take_back_answered

logger = logging.getLogger(__name__)

DISPATCH_EVERY_SECONDS = 15
AUTOMATIC_EVERY_SECONDS = 15 * 60


def dispatch() -> int:
    """Take back the mails to who has answered, queue those that are due, keep what became of the others."""
    taken = take_back_answered()
    mails = dispatch_due()
    settle()
    if mails or taken:
        logger.info("%d mails queued, %d recipients taken back", mails, taken)
    return mails


def automatic() -> int:
    """Write the reminders of the day; return how many sendings."""
    return len(write_automatic())
