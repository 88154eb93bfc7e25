"""The doors of a mail, of an address in trouble, and of the link by which a recipient leaves a topic."""

from typing import TYPE_CHECKING

from django.http import Http404

from semainier.core.permissions import Permission
from semainier.core.registry import may_somewhere
from semainier.mailings.address_book import reached_by
from semainier.mailings.leaving import read_token
from semainier.mailings.models import Address, Mail
from semainier.mailings.topics import Topic

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


def get_address(user: "User", address_id: int) -> Address:
    """Return an address in trouble to who writes to its organisation; Http404 to anyone else. At most three queries."""
    known = Address.objects.filter(reached_by(user, Permission.RALLY_SEND))
    address = known.filter(pk=address_id).first()
    if address is None:
        raise Http404
    return address


def get_leaving(token: str) -> tuple[str, Topic]:
    """Return the address and the topic of the link in a mail; Http404 when it is not ours. No query."""
    found = read_token(token)
    if found is None:
        raise Http404
    return found
