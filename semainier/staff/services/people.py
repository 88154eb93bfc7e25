"""Forget a person at the head office's hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.accounts.services import erase_user
from semainier.core.errors import Conflict
from semainier.organisations.models import Membership


@transaction.atomic
def erase_person(*, person: User, by: User) -> dict[str, int]:
    """Erase a person; raise 409 for oneself and for the last person of the head office.

    Returns the rows changed per app. The caller has checked PERSONAL_DATA_MANAGE.
    """
    if person.pk == by.pk:
        raise Conflict(
            "person.self", _("You cannot erase yourself here."), _("Your own account has a page for that.")
        )
    heads = Membership.objects.select_for_update().filter(
        role="head", ended_at__isnull=True, user__is_active=True
    )
    holders = set(heads.values_list("user_id", flat=True))
    if holders == {person.pk}:
        raise Conflict(
            "membership.last_head",
            _("This is the last person of the head office."),
            _("Invite somebody else to the head office first."),
        )
    return erase_user(user=person, by=by)
