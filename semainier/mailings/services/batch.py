"""Stop a set of mails that a caller sent together."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.audit.services import record
from semainier.mailings.models import Mail
from semainier.mailings.states import State

if TYPE_CHECKING:
    from semainier.accounts.models import User


@transaction.atomic
def cancel_batch(batch: str, *, by: "User") -> int:
    """Hold back the mails of a batch that have not left; return how many. What is under way leaves.

    Three statements, whatever the number. Called twice, the second changes nothing. The caller has checked the right.
    """
    waiting = Mail.objects.filter(batch=batch, state=State.QUEUED)
    number = waiting.update(state=State.SUPPRESSED, last_error=_("The mailing was cancelled."))
    if number:
        record(by=by, verb="batch.cancelled", data={"batch": batch, "mails": number})
    return number
