"""Reads of the outbox and of its health, of preferences, of addresses in trouble."""

from semainier.mailings.queries.addresses import (
    AddressFilters,
    AddressRow,
    Standing,
    address_counts,
    addresses,
    left_among,
    suspended_among,
    with_holders,
)
from semainier.mailings.queries.outbox import (
    LIFE_SIGN_WITHIN,
    Mailbox,
    OutboxFilters,
    counts_by_state,
    is_worker_alive,
    kinds,
    mailboxes,
    mails_to,
    oldest_due_since,
    oldest_queued_age,
    outbox,
    worker_heartbeat,
)
from semainier.mailings.queries.preferences import received_topics

__all__ = [
    "LIFE_SIGN_WITHIN",
    "AddressFilters",
    "AddressRow",
    "Mailbox",
    "OutboxFilters",
    "Standing",
    "address_counts",
    "addresses",
    "counts_by_state",
    "is_worker_alive",
    "kinds",
    "left_among",
    "mailboxes",
    "mails_to",
    "oldest_due_since",
    "oldest_queued_age",
    "outbox",
    "received_topics",
    "suspended_among",
    "with_holders",
    "worker_heartbeat",
]
