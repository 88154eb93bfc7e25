"""An event as another agenda tells it, before it is one of ours."""

import datetime as dt
from dataclasses import dataclass, field

from semainier.core.spreadsheets import Problem
from semainier.events.models import Mode, SourceKind, Status

Coordinates = tuple[float, float]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One date. Without a zone both ends are in the legal time of the place."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the words of the source."""

    venue: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    insee: str = ""
    point: Coordinates | None = None


@dataclass(slots=True)
class Incoming:
    """What the source says of one event, what was repaired in it (`said`), why it is refused (`problems`).

    `version` tells which of two accounts of one event is the newer. `categories` may name a theme or a type.
    """

    number: int
    uid: str = ""
    version: tuple[int, str] = (0, "")
    title: str = ""
    description: str = ""
    spans: list[Span] = field(default_factory=list)
    where: Where = Where()
    categories: tuple[str, ...] = ()
    status: Status = Status.SCHEDULED
    mode: Mode = Mode.ON_SITE
    online_url: str = ""
    accessibility: tuple[str, ...] = ()
    price: str = ""
    booking_url: str = ""
    contact_email: str = ""
    needs_booking: bool = False
    organiser: str = ""
    siren: str = ""
    said: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, code: str, reason: str) -> None:
        self.problems.append(Problem(column, code, reason))

    def say(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)


@dataclass(frozen=True, slots=True)
class Window:
    """The days of an edition, both included. Dates outside are left out."""

    first: dt.date
    last: dt.date

    @property
    def wide(self) -> tuple[dt.datetime, dt.datetime]:
        """Return local bounds so wide that the window is inside them in every zone of the world."""
        zero = dt.time()
        day = dt.timedelta(days=1)
        return dt.datetime.combine(self.first - day, zero), dt.datetime.combine(self.last + 2 * day, zero)


@dataclass(slots=True)
class Agenda:
    """What was read. `is_whole` is false when the rest is missing: then nothing can be called gone."""

    kind: SourceKind
    name: str = ""
    events: list[Incoming] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_whole: bool = True
