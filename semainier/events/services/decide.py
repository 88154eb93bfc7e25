"""Decisions taken at the desk: on what was really read, one by one or several at once, each result told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.core.errors import Conflict, DomainError
from semainier.events.models import DecisionAction, Event
from semainier.events.services.claims import check_not_read_by_another
from semainier.events.services.moderation import (
    STEPS,
    acknowledge_change,
    publish_event,
    refuse_event,
    request_changes,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one event: done, already so, or refused with the reason."""

    event: Event
    is_done: bool
    reason: str = ""


@transaction.atomic
def decide(
    *, event: Event, action: DecisionAction, by: User, read_at: dt.datetime, message: str = ""
) -> bool:
    """Publish, ask for a change or refuse what was read at `read_at`; return False when it was so already.

    Raises Conflict `event.read_by_another` while somebody else reads it, `event.changed_meanwhile` when the organiser
    has changed it since. The caller has checked EVENT_MODERATE.
    """
    locked = _locked(event)
    if locked.moderation == STEPS[action][1]:
        return False
    check_not_read_by_another(locked, by)
    _check_read(locked, read_at)
    match action:
        case DecisionAction.PUBLISH:
            publish_event(event=locked, by=by, message=message)
        case DecisionAction.REQUEST_CHANGES:
            request_changes(event=locked, by=by, message=message)
        case DecisionAction.REFUSE:
            refuse_event(event=locked, by=by, message=message)
        case _:
            raise ValueError(action)
    return True


@transaction.atomic
def acknowledge_read(*, event: Event, by: User, read_at: dt.datetime) -> Event:
    """Note that what is online was read and stays; raises as `decide`."""
    locked = _locked(event)
    check_not_read_by_another(locked, by)
    _check_read(locked, read_at)
    return acknowledge_change(event=locked, by=by)


def decide_together(
    *, events: Iterable[Event], action: DecisionAction, by: User, read_at: dt.datetime, message: str = ""
) -> list[Result]:
    """Decide on each waiting event in a transaction of its own; return one result per event, in order.

    One that cannot be decided does not keep the others back. The caller has checked EVENT_MODERATE for all.
    """
    results = []
    for event in events:
        try:
            done = decide(event=event, action=action, by=by, read_at=read_at, message=message)
        except DomainError as error:
            results.append(Result(event, is_done=False, reason=error.message))
        else:
            results.append(Result(event, is_done=done, reason="" if done else _("It was so already.")))
    return results


def _locked(event: Event) -> Event:
    rows = Event.objects.select_for_update(of=("self",))
    return rows.select_related("edition", "organisation", "claimed_by").get(pk=event.pk)


def _check_read(event: Event, read_at: dt.datetime) -> None:
    if event.updated_at > read_at:
        raise Conflict(
            "event.changed_meanwhile",
            _("The organiser has changed “%(title)s” while you were reading it.") % {"title": event.title},
            _("Go back, read it again, then decide."),
        )
