"""Invite many organisations of a member list at once."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from semainier.accounts.models import User
from semainier.campaigns.models import ListedMember
from semainier.campaigns.services.members import InvitedHow, invite_to_edition


@transaction.atomic
def invite_many(*, listed: Iterable[ListedMember], by: User) -> Counter[InvitedHow]:
    """Invite each to take part; return how many were reached how. The caller has checked EDITION_MANAGE."""
    return Counter(invite_to_edition(listed=one, by=by) for one in listed)
