"""What the outbox holds of a person: given to her on request, emptied when she is erased."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from semainier.audit.models import AuditEntry
from semainier.audit.personal import forget_names
from semainier.core import clock
from semainier.mailings.leaving import normal_email
from semainier.mailings.models import Address, Mail, OptOut
from semainier.mailings.states import State

if TYPE_CHECKING:
    from semainier.accounts.models import User

OPEN_STATES = (State.QUEUED, State.SENDING, State.IN_DOUBT)
FIELDS = (
    "created_at",
    "sent_at",
    "kind",
    "state",
    "recipient_email",
    "recipient_name",
    "subject",
    "body_text",
    "topic",
    "delivery",
    "delivery_at",
)


def _mails_of(user: "User") -> QuerySet[Mail]:
    return Mail.objects.filter(Q(user=user) | Q(recipient_email__iexact=user.email))


def export_person(user: "User") -> dict[str, Any]:
    """Return the mails written to her, oldest first, the topics she left, the trouble with her address. Three queries."""
    return _told(_mails_of(user), user.email)


def export_address(email: str) -> dict[str, Any]:
    """Return the same for an address without an account, nothing where there is nothing. Three queries."""
    found = _told(Mail.objects.filter(recipient_email__iexact=email), email)
    return found if any(found.values()) else {}


def _told(mails: QuerySet[Mail], email: str) -> dict[str, Any]:
    own = normal_email(email)
    trouble = ("trouble", "trouble_at", "soft_bounces", "diagnosis", "suspended_at", "restored_at")
    return {
        "mails": list(mails.order_by("created_at", "pk").values(*FIELDS)),
        "topics_left": list(OptOut.objects.filter(email=own).values("topic", "left_at")),
        "address": Address.objects.filter(email=own).values(*trouble).first(),
    }


def erase_person(user: "User") -> int:
    """Stop what has not left, empty the rest, forget her address and her choices; return how many rows.

    Kind, state and dates of the mails stay. At most seven statements.
    """
    return _empty(_mails_of(user)) + _forget_address(user.email)


def erase_address(email: str) -> int:
    """Do the same for an address without an account; return how many rows. At most seven statements."""
    return _empty(Mail.objects.filter(recipient_email__iexact=email)) + _forget_address(email)


def _empty(mails: QuerySet[Mail]) -> int:
    ids = list(mails.values_list("pk", flat=True))
    Mail.objects.filter(pk__in=ids, state__in=OPEN_STATES).update(state=State.SUPPRESSED)
    return Mail.objects.filter(pk__in=ids).update(
        user=None,
        recipient_email="",
        recipient_name="",
        subject="",
        body_text="",
        body_html="",
        headers={},
        dedup_key=None,
        last_error="",
        purged_at=clock.now(),
    )


def _forget_address(email: str) -> int:
    own = normal_email(email)
    # The journal may name an address that works again and has no row any more.
    named = AuditEntry.objects.filter(object_type=Address._meta.label_lower, object_label=own)
    forget_names(Address, list(named.values_list("object_id", flat=True)))
    deleted, _by_table = Address.objects.filter(email=own).delete()
    return deleted + OptOut.objects.filter(email=own).delete()[0]
