"""The pages of the outbox: at the desk, of the demonstration, preferences, addresses in trouble, what providers send."""

from semainier.mailings.views.addresses import address_list, address_restore
from semainier.mailings.views.events import delivery_events
from semainier.mailings.views.outbox import demo_mailbox, mail_detail, mail_list, mail_resend
from semainier.mailings.views.preferences import (
    preferences,
    preferences_save,
    unsubscribe,
    unsubscribe_choose,
)

__all__ = [
    "address_list",
    "address_restore",
    "delivery_events",
    "demo_mailbox",
    "mail_detail",
    "mail_list",
    "mail_resend",
    "preferences",
    "preferences_save",
    "unsubscribe",
    "unsubscribe_choose",
]
