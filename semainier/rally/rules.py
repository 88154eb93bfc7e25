"""When a reminder may leave. Plain functions on instants: what they are asked about is read elsewhere.

Source: the federation's own rule: at most three reminders a person, a matter and an edition, seven days apart,
and one mail a person and a day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from semainier.core import clock
from semainier.rally.criteria import Matter
from semainier.rally.models import Reason

TOPIC = "rally"
AT_MOST = 3
APART = dt.timedelta(days=7)
# The hour in Paris at which reminders leave by themselves, and what had to wait for another day.
MORNING = dt.time(8)
# A mail that could not leave in so long is of no use any more: the next reminder comes.
USEFUL_FOR = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Past:
    """What an address was sent about one matter in one edition, one instant for each mail."""

    times: tuple[dt.datetime, ...] = ()
    # First requests of other apps: they keep their distance, and count when they ask for the same thing.
    asked: tuple[dt.datetime, ...] = ()
    asked_count: int = 0

    @property
    def count(self) -> int:
        return len(self.times) + self.asked_count


def reason_to_wait(matter: str, at: dt.datetime, past: Past) -> Reason | None:
    """Return why a reminder must not leave at that instant, None when it may. OTHER is no reminder."""
    if matter == Matter.OTHER:
        return None
    if past.count >= AT_MOST:
        return Reason.ENOUGH
    if any(not are_apart(at, then) for then in (*past.times, *past.asked)):
        return Reason.TOO_SOON
    return None


def are_apart(one: dt.datetime, other: dt.datetime) -> bool:
    """Whether seven days lie between, by the clock on the wall: Monday nine to Monday nine, whatever the season."""
    return abs(_wall(one) - _wall(other)) >= APART


def is_taken(at: dt.datetime, sent: Iterable[dt.datetime]) -> bool:
    """Whether a mail has left to the address on the same day in Paris."""
    day = _wall(at).date()
    return any(_wall(then).date() == day for then in sent)


def next_morning(after: dt.datetime) -> dt.datetime:
    """Return eight o'clock in Paris on the day after."""
    return dt.datetime.combine(_wall(after).date() + dt.timedelta(days=1), MORNING, tzinfo=clock.PARIS)


def morning_of(day: dt.date) -> dt.datetime:
    """Return eight o'clock in Paris on a day."""
    return dt.datetime.combine(day, MORNING, tzinfo=clock.PARIS)


def _wall(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(clock.PARIS).replace(tzinfo=None)
