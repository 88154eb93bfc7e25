"""Writes of the outbox: queue, send, send again, purge."""

from semainier.mailings.services.purge import purge_old_mails
from semainier.mailings.services.queue import queue_mail, queue_template_mail, render_mail, without_mails
from semainier.mailings.services.resend import resend_failed, resend_in_doubt
from semainier.mailings.services.send import claim_next, recover_claims, send_due

__all__ = [
    "claim_next",
    "purge_old_mails",
    "queue_mail",
    "queue_template_mail",
    "recover_claims",
    "render_mail",
    "resend_failed",
    "resend_in_doubt",
    "send_due",
    "without_mails",
]
