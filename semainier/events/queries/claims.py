"""Who is reading an event at the desk, so that two do not work on one."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from semainier.accounts.models import User
from semainier.core import clock
from semainier.events.models import Event

KEPT = dt.timedelta(minutes=30)
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """A person reads the event since so many minutes."""

    who: str
    minutes: int
    is_mine: bool


def claim_of(event: Event, user: User) -> Claim | None:
    """Return who reads the event, None when nobody does or did lately. No query when `claimed_by` is loaded."""
    if event.claimed_by is None or event.claimed_at is None or event.claimed_at <= clock.now() - KEPT:
        return None
    minutes = int((clock.now() - event.claimed_at).total_seconds() // _MINUTE)
    return Claim(str(event.claimed_by), minutes, event.claimed_by_id == user.pk)


def is_read_by_another(event: Event, user: User) -> bool:
    claim = claim_of(event, user)
    return claim is not None and not claim.is_mine


def free_for(user: User) -> Q:
    """Return the condition on events that nobody else is reading."""
    return Q(claimed_by__isnull=True) | Q(claimed_by=user.pk) | Q(claimed_at__lte=clock.now() - KEPT)


def read_by_others(user: User) -> Q:
    """Return the condition on events that somebody else is reading."""
    return Q(claimed_by__isnull=False, claimed_at__gt=clock.now() - KEPT) & ~Q(claimed_by=user.pk)
