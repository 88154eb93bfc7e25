"""What the page of an outcome says before its questions: open, too early, closed, or already answered."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from semainier.campaigns.access import is_open
from semainier.campaigns.models import Phase
from semainier.core import clock
from semainier.core.permissions import Permission
from semainier.core.words import day_words, hour_words
from semainier.events.models import Event, Moderation, Outcome


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """Why the questions are closed, in words (empty: they are open), and the answer given before."""

    closed: str
    when: str
    outcome: Outcome | None


def outcome_page_of(event: Event) -> OutcomePage:
    """Return whether the questions of an event are open, else why and when. No query on a loaded event."""
    closed, when = _closed(event)
    return OutcomePage(closed, when, getattr(event, "outcome", None))


def _closed(event: Event) -> tuple[str, str]:
    if event.moderation != Moderation.PUBLISHED:
        return _("This event was not published."), _("There is nothing to tell about it.")
    if not is_open(event.edition, Permission.OUTCOME_GIVE, clock.today()):
        return _("The answers are closed."), _closed_when(event)
    if event.starts_at and event.starts_at > clock.now():
        return _("This event has not begun yet."), _opens_when(event.starts_at, event.tz)
    return "", ""


def _closed_when(event: Event) -> str:
    if event.edition.phase == Phase.PREPARATION:
        return _("They open when the event has begun.")
    day = day_words(event.edition.outcomes_until, year=True)
    return _("They were open until %(day)s. To correct a figure, write to the head office.") % {"day": day}


def _opens_when(starts_at: dt.datetime, zone: ZoneInfo) -> str:
    start = starts_at.astimezone(zone)
    return _("Come back from %(day)s at %(hour)s.") % {
        "day": day_words(start.date()),
        "hour": hour_words(start.time()),
    }
