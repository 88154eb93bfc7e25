"""Take an event of the queue to read it, give it back, take it over from somebody else."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from semainier.accounts.models import User
from semainier.audit.services import record
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.events.models import Event, Moderation
from semainier.events.queries.claims import claim_of, free_for

_AT_THE_DESK = frozenset({Moderation.SUBMITTED, Moderation.PUBLISHED})


def claim_event(*, event: Event, by: User) -> None:
    """Say that `by` reads the event, for half an hour from now. 409 when somebody else does. At most three queries."""
    if event.moderation not in _AT_THE_DESK:
        raise Conflict(
            "event.wrong_state",
            _("There is nothing to decide about “%(title)s”.") % {"title": event.title},
            _("Go back to the queue and take the next one."),
        )
    free = Event.objects.filter(free_for(by), pk=event.pk)
    if not free.update(claimed_by=by, claimed_at=clock.now()):
        check_not_read_by_another(Event.objects.select_related("claimed_by").get(pk=event.pk), by)


@transaction.atomic
def take_over(*, event: Event, by: User) -> None:
    """Read the event instead of who reads it now; what was taken from whom is on record."""
    locked = Event.objects.select_for_update(of=("self",)).select_related("claimed_by").get(pk=event.pk)
    claim = claim_of(locked, by)
    if claim is not None and not claim.is_mine:
        record(
            by=by,
            verb="event.claim_taken_over",
            target=locked,
            data={"from": locked.claimed_by_id, "minutes": claim.minutes},
            organisation_id=locked.organisation_id,
            edition_id=locked.edition_id,
        )
        Event.objects.filter(pk=locked.pk).update(claimed_by=None, claimed_at=None)
    claim_event(event=locked, by=by)


def release_event(*, event: Event, by: User) -> None:
    """Give the event back to the queue. Nothing happens when somebody else reads it. One query."""
    Event.objects.filter(pk=event.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)


def check_not_read_by_another(event: Event, by: User) -> None:
    """Raise with who reads the event and what to do (409). No query when `claimed_by` is loaded."""
    claim = claim_of(event, by)
    if claim is None or claim.is_mine:
        return
    words = ngettext(
        "%(who)s has been reading “%(title)s” for %(n)d minute.",
        "%(who)s has been reading “%(title)s” for %(n)d minutes.",
        claim.minutes,
    )
    raise Conflict(
        "event.read_by_another",
        words % {"who": claim.who, "title": event.title, "n": claim.minutes},
        _("Take the next one, or take this one over and decide."),
    )
