"""Why a mail must not leave: the person, the address, or the topic that its recipient left."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from semainier.mailings.leaving import normal_email
from semainier.mailings.models import Address, OptOut
from semainier.mailings.states import Priority, Trouble

if TYPE_CHECKING:
    from semainier.accounts.models import User

LEFT = "left"


def reason_to_hold_back(*, email: str, user: "User | None", topic: str, priority: int) -> str:
    """Return why a mail is not even queued, or nothing. At most one query."""
    if user is not None and not user.is_active:
        return _("The person’s account is closed.")
    try:
        validate_email(email.strip())
        email.strip().rpartition("@")[0].encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        return _("The address cannot be written to.")
    return reason_not_to_write(email=email, topic=topic, priority=priority)


def reason_not_to_write(*, email: str, topic: str, priority: int) -> str:
    """Return why nothing may leave to the address now, or nothing. One query, none for a code.

    A code leaves to a suspended address too: the person has just asked for it and waits, it is her only way in,
    and one mail that comes back harms less than a member who is locked out.
    """
    if priority == Priority.CODE:
        return ""
    address = normal_email(email)
    found = (
        Address.objects.filter(email=address, suspended_at__isnull=False).order_by().values_list("trouble")
    )
    if topic:
        left = OptOut.objects.filter(email=address, topic=topic).order_by()
        found = found.union(left.values_list(Value(LEFT, output_field=CharField(max_length=10))))
    reasons = {row[0] for row in found}
    if LEFT in reasons:
        return _("The recipient no longer wants mails of this kind.")
    if Trouble.COMPLAINT in reasons:
        return _("The address is suspended: a mail was reported as unwanted.")
    return _("The address is suspended: mails come back.") if reasons else ""
