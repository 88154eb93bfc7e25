"""Forget a person at the head office's hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.accounts.services import erase_user
from semainier.core.errors import Conflict


@transaction.atomic
def erase_person(*, person: User, by: User) -> dict[str, int]:
    """Erase a person; raise 409 for oneself and for the last person of the head office.

    Returns the rows changed per app. The caller has checked PERSONAL_DATA_MANAGE.
    """
    if person.pk == by.pk:
        raise Conflict(
            "person.self", _("You cannot erase yourself here."), _("Your own account has a page for that.")
        )
    return erase_user(user=person, by=by)
