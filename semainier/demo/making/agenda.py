"""What happens when: noted in any order, carried out in the order of time, the clock moved each time."""

import datetime as dt
import heapq
import itertools
import random
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from semainier.core import clock
from semainier.mailings.services import without_mails

_SATURDAY = 5
_Action = Callable[[], object]


@dataclass
class Agenda:
    """The actions to come; one that is noted for a moment already past is carried out next.

    Before `mails_from` no mail is queued: it left long ago. Without it none is queued at all.
    """

    mails_from: dt.datetime | None = None
    _steps: list[tuple[dt.datetime, int, _Action]] = field(default_factory=list)
    _count: "itertools.count[int]" = field(default_factory=itertools.count)

    def add(self, moment: dt.datetime, action: _Action) -> None:
        heapq.heappush(self._steps, (moment, next(self._count), action))

    def run(self) -> None:
        """Carry out everything, what the actions themselves add included."""
        while self._steps:
            moment, _number, action = heapq.heappop(self._steps)
            written = self.mails_from is not None and moment >= self.mails_from
            with clock.at(moment), nullcontext() if written else without_mails():
                action()


def at(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an instant of a day in Paris."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.PARIS)


def office_moment(rng: random.Random, day: dt.date) -> dt.datetime:
    """Return a moment when people work on that day; at the week-end, on the Friday before."""
    worked = day - dt.timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
    return at(worked, rng.choice((8, 9, 9, 10, 10, 11, 14, 14, 15, 16, 17)), rng.randrange(2, 58))


def day_between(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """Return any day from the first to the last; the first when they are not in order."""
    return first + dt.timedelta(days=rng.randint(0, max(0, (last - first).days)))


def then(rng: random.Random, moment: dt.datetime, days: tuple[int, int], limit: dt.datetime) -> dt.datetime:
    """Return a moment of work some days after `moment`, the same day included, never after `limit`."""
    later = office_moment(rng, moment.astimezone(clock.PARIS).date() + dt.timedelta(days=rng.randint(*days)))
    if later <= moment:
        later = moment + dt.timedelta(minutes=rng.randint(11, 95))
    return max(moment, min(later, limit))
