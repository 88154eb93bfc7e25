"""Put an address back in service."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.mailings.models import Address

if TYPE_CHECKING:
    from semainier.accounts.models import User


@transaction.atomic
def restore_address(*, address: Address, by: "User") -> Address:
    """Let mails leave to a suspended address again; what came back before counts no more.

    Raises Conflict (mailings.not_suspended). Two statements and a line of the journal. The caller has checked the right.
    """
    now = clock.now()
    suspended = Address.objects.filter(pk=address.pk, suspended_at__isnull=False)
    if not suspended.update(suspended_at=None, restored_at=now, soft_bounces=0):
        raise Conflict(
            "mailings.not_suspended",
            _("This address is in service already."),
            _("Somebody may have been quicker. Look at the list again."),
        )
    data = {"trouble": address.trouble, "suspended_at": address.suspended_at}
    address.refresh_from_db()
    record(by=by, verb="address.restored", target=address, data=data)
    return address
