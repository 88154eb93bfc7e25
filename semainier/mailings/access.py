"""The door of a mail."""

from typing import TYPE_CHECKING

from django.http import Http404

from semainier.core.permissions import Permission
from semainier.core.registry import may_somewhere
from semainier.mailings.models import Mail

if TYPE_CHECKING:
    from semainier.accounts.models import User


def get_mail(user: "User", mail_id: int) -> Mail:
    """Return the mail to who may read the outbox; Http404 to anyone else. At most two queries.

    Only the head office holds MAIL_VIEW, and it reaches the whole federation: holding it anywhere is enough.
    """
    mail = Mail.objects.filter(pk=mail_id).first() if may_somewhere(user, Permission.MAIL_VIEW) else None
    if mail is None:
        raise Http404
    return mail
