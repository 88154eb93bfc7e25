"""What the outbox holds of a person: given to her on request, emptied when she is erased."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from semainier.core import clock
from semainier.mailings.models import Mail
from semainier.mailings.states import State

if TYPE_CHECKING:
    from semainier.accounts.models import User

OPEN_STATES = (State.QUEUED, State.SENDING, State.IN_DOUBT)


def _mails_of(user: "User") -> QuerySet[Mail]:
    return Mail.objects.filter(Q(user=user) | Q(recipient_email__iexact=user.email))


def export_person(user: "User") -> dict[str, Any]:
    """Return the mails written to her, oldest first. One query."""
    fields = (
        "created_at",
        "sent_at",
        "kind",
        "state",
        "recipient_email",
        "recipient_name",
        "subject",
        "body_text",
    )
    return {"mails": list(_mails_of(user).order_by("created_at", "pk").values(*fields))}


def erase_person(user: "User") -> int:
    """Stop what has not left, empty the rest; return how many. Kind, state and dates stay. Three queries."""
    ids = list(_mails_of(user).values_list("pk", flat=True))
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
