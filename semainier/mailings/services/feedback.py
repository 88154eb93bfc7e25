"""Take what is heard of mails that left: arrived, came back, unwanted. In any order and as often as it comes."""

import datetime as dt
from itertools import dropwhile, takewhile

from django.db import transaction

from semainier.audit.services import record
from semainier.core import clock
from semainier.mailings.feedback import Feedback
from semainier.mailings.leaving import normal_email
from semainier.mailings.message import own_domains
from semainier.mailings.models import Address, Mail
from semainier.mailings.services.purge import removed_text
from semainier.mailings.services.topics import leave_topic
from semainier.mailings.states import DELIVERY_RANKS, SOFT_BOUNCES_ALLOWED, Delivery, State, Trouble
from semainier.mailings.topics import find_topic, leavable_topics

# What a word about a mail means for its address; a higher one stays when a lower one comes after it.
TROUBLES = {
    Delivery.SOFT: Trouble.SOFT,
    Delivery.BOUNCED: Trouble.HARD,
    Delivery.COMPLAINED: Trouble.COMPLAINT,
}
TROUBLE_RANKS = {Trouble.SOFT: 0, Trouble.HARD: 1, Trouble.COMPLAINT: 2}
DIAGNOSIS_LENGTH = 500
# Mails looked at to count soft bounces in a row.
LOOKED_BACK = 50


@transaction.atomic
def take_feedback(feedback: Feedback) -> Mail | None:
    """Note a word about a mail and what it means for its address; return the mail, None when it is not ours.

    Idempotent, and the order does not matter: a mail keeps the word of highest rank, an address is judged anew
    from its mails. At most nine statements. Trouble with an address of our own domain is noted on the mail only.
    """
    mail = Mail.objects.filter(message_id__in=_with_brackets(feedback.message_ids)).order_by("pk").first()
    if mail is None:
        return None
    if feedback.delivery is None:
        _unsubscribe(mail)
        return mail
    at = min(feedback.at or clock.now(), clock.now())
    if _note(mail, feedback.delivery, at) and _says_something_of_its_address(mail, feedback.delivery):
        _judge(mail, feedback.delivery, at, " ".join(feedback.diagnosis.split())[:DIAGNOSIS_LENGTH])
    return mail


def _with_brackets(message_ids: tuple[str, ...]) -> list[str]:
    return [f"<{one.strip().strip('<>')}>" for one in message_ids if one and "\x00" not in one]


def _unsubscribe(mail: Mail) -> None:
    """Let the recipient leave the mail's topic, or all that one may leave when the mail has none."""
    if not mail.recipient_email:
        return
    topic = find_topic(mail.topic)
    for left in [topic] if topic is not None and topic.may_leave else leavable_topics():
        leave_topic(email=mail.recipient_email, topic=left.code, by=None)


def _note(mail: Mail, delivery: Delivery, at: dt.datetime) -> bool:
    """Write the word down if it is of higher rank than the last one; return whether it is news."""
    lower = [known for known, rank in DELIVERY_RANKS.items() if rank < DELIVERY_RANKS[delivery]]
    if not Mail.objects.filter(pk=mail.pk, delivery__in=lower).update(delivery=delivery, delivery_at=at):
        return False
    mail.delivery, mail.delivery_at = delivery, at
    # What was heard of has left: the doubt is over.
    settled = {"state": State.SENT, "sent_at": at, "last_error": ""}
    secrets = removed_text(clock.now()) if mail.is_sensitive and mail.purged_at is None else {}
    if Mail.objects.filter(pk=mail.pk, state=State.IN_DOUBT).update(**settled, **secrets):
        mail.refresh_from_db()
    return True


def _says_something_of_its_address(mail: Mail, delivery: Delivery) -> bool:
    domain = normal_email(mail.recipient_email).rpartition("@")[2]
    if not domain or (delivery != Delivery.DELIVERED and domain in own_domains()):
        return False
    if delivery != Delivery.DELIVERED:
        return True
    return Address.objects.filter(email=normal_email(mail.recipient_email)).exists()


def _judge(mail: Mail, delivery: Delivery, at: dt.datetime, diagnosis: str) -> None:
    """Suspend the address, count its soft bounces, or forget it: from its mails, under a lock."""
    trouble = TROUBLES.get(delivery, Trouble.SOFT)
    email = normal_email(mail.recipient_email)
    unknown = {"trouble": Trouble.SOFT, "trouble_at": at}
    address, _is_new = Address.objects.select_for_update().get_or_create(email=email, defaults=unknown)
    if address.restored_at is not None and (mail.sent_at or at) <= address.restored_at:
        return
    was_suspended = address.is_suspended
    address.soft_bounces = _soft_bounces_in_a_row(mail, address)
    if delivery != Delivery.DELIVERED:
        _take_trouble(address, trouble, at, diagnosis)
    _suspend_or_release(address)
    if _is_over(address):
        address.delete()
        return
    address.save()
    if address.is_suspended and not was_suspended:
        record(
            by=None,
            verb="address.suspended",
            target=address,
            data={"trouble": address.trouble},
            organisation_id=mail.organisation_id,
        )


def _take_trouble(address: Address, trouble: Trouble, at: dt.datetime, diagnosis: str) -> None:
    if TROUBLE_RANKS[trouble] >= TROUBLE_RANKS[Trouble(address.trouble)]:
        address.trouble = trouble
        address.diagnosis = diagnosis or address.diagnosis
    address.trouble_at = max(at, address.trouble_at)


def _suspend_or_release(address: Address) -> None:
    if address.trouble != Trouble.SOFT or address.soft_bounces >= SOFT_BOUNCES_ALLOWED:
        address.suspended_at = address.suspended_at or clock.now()
    else:
        address.suspended_at = None


def _is_over(address: Address) -> bool:
    """Whether mails arrive again and nothing need be remembered."""
    has_trouble = address.is_suspended or address.soft_bounces > 0
    return not has_trouble and address.restored_at is None


def _soft_bounces_in_a_row(mail: Mail, address: Address) -> int:
    """Return how many of the newest mails to the address came back for now, one after the other. One query.

    The newest of which nothing was heard yet are left out; further down, silence is a mail that arrived. When
    no mail ends the row, the number known before holds: older mails may have been deleted since.
    """
    email = mail.recipient_email
    sent = Mail.objects.filter(recipient_email__in={email, normal_email(email)}, sent_at__isnull=False)
    if address.restored_at is not None:
        sent = sent.filter(sent_at__gt=address.restored_at)
    words = list(sent.order_by("-sent_at", "-pk").values_list("delivery", flat=True)[:LOOKED_BACK])
    heard = list(dropwhile(lambda word: not word, words))
    row = list(takewhile(lambda word: word == Delivery.SOFT, heard))
    return len(row) if len(row) < len(heard) else max(len(row), address.soft_bounces)
