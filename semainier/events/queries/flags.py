"""What each row of the queue wants looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from semainier.accounts.models import User
from semainier.events.models import Event, Moderation, Precision, Status
from semainier.events.queries.claims import claim_of
from semainier.events.services.declare import missing_parts
from semainier.organisations.access import Reach


@dataclass(frozen=True, slots=True)
class Flag:
    """A thing to look at: the kind of a state and its word."""

    kind: str
    word: str


def flags_of(
    event: Event, reach: Reach, user: User, *, twins: bool, changed: Iterable[str], has_message: bool
) -> Iterable[Flag]:
    """Yield what is to be looked at in a row, most telling first; a state when there is nothing. No query."""
    if event.moderation in {Moderation.REFUSED, Moderation.WITHDRAWN}:
        yield Flag("off", event.get_moderation_display())
        return
    found = [*_readers(event, user, has_message=has_message), *_doubts(event, reach, twins=twins)]
    if words := ", ".join(changed):
        found.insert(0, Flag("wait", _("Read again: %(fields)s") % {"fields": words}))
    if event.status != Status.SCHEDULED:
        found.append(Flag("off", event.get_status_display()))
    if found:
        yield from found
    elif event.moderation == Moderation.PUBLISHED:
        yield Flag("yes", _("Published"))
    elif event.moderation == Moderation.CHANGES_REQUESTED:
        yield Flag("wait", _("With the organiser"))
    else:
        yield Flag("none", _("Corrected") if event.was_asked else _("New"))  # type: ignore[attr-defined]


def _readers(event: Event, user: User, *, has_message: bool) -> Iterable[Flag]:
    claim = claim_of(event, user)
    if claim is not None:
        yield Flag("wait", _("You read it") if claim.is_mine else _("%(who)s reads it") % {"who": claim.who})
    if has_message:
        yield Flag("wait", _("A message waits for you"))
    if event.sample_at is not None:
        yield Flag("wait", _("Published on trust"))


def _doubts(event: Event, reach: Reach, *, twins: bool) -> Iterable[Flag]:
    if twins:
        yield Flag("no", _("A double?"))
    if missing_parts(event):
        yield Flag("no", _("Incomplete"))
    if is_outside_week(event):
        yield Flag("wait", _("Outside the week"))
    if is_elsewhere(event, reach):
        yield Flag("wait", _("Outside the territory"))
    if event.precision == Precision.DEPARTMENT:
        yield Flag("wait", _("To be placed"))


def is_outside_week(event: Event) -> bool:
    """Whether no day of the event lies within the edition; no query when the edition is loaded."""
    if event.first_day is None or event.last_day is None:
        return False
    return event.last_day < event.edition.starts_on or event.first_day > event.edition.ends_on


def is_elsewhere(event: Event, reach: Reach) -> bool:
    """Whether the place lies outside the departments of who decides."""
    return (
        not reach.everything
        and event.department_id is not None
        and event.department_id not in reach.departments
    )
