"""Writes of the outbox: queue, send, send again, purge; topics left; what is heard of mails that left."""

from semainier.mailings.services.batch import cancel_batch
from semainier.mailings.services.feedback import take_feedback
from semainier.mailings.services.purge import purge_old_mails
from semainier.mailings.services.queue import queue_mail, queue_template_mail, render_mail, without_mails
from semainier.mailings.services.resend import resend_failed, resend_in_doubt
from semainier.mailings.services.restore import restore_address
from semainier.mailings.services.returns import take_returned, take_returns
from semainier.mailings.services.send import claim_next, recover_claims, send_due
from semainier.mailings.services.topics import choose_topics, leave_topic

__all__ = [
    "cancel_batch",
    "choose_topics",
    "claim_next",
    "leave_topic",
    "purge_old_mails",
    "queue_mail",
    "queue_template_mail",
    "recover_claims",
    "render_mail",
    "resend_failed",
    "resend_in_doubt",
    "restore_address",
    "send_due",
    "take_feedback",
    "take_returned",
    "take_returns",
    "without_mails",
]
