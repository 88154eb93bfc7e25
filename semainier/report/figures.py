"""The figures of an edition as plain data: counted, shown, kept in a snapshot. Unknown is None, never 0."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.utils.translation import get_language

from semainier.campaigns.models import GoalKind

PER_CENT = 100


def ratio(part: int | None, whole: int | None) -> float | None:
    """Return the part of the whole, None where one is unknown or there is no whole."""
    return None if part is None or not whole else part / whole


def _known(cls: type, data: dict[str, Any]) -> dict[str, Any]:
    """Keep the fields of the class: a snapshot of an older or newer version stays readable."""
    return {field.name: data[field.name] for field in fields(cls) if field.name in data}


@dataclass(frozen=True, slots=True)
class Named:
    """Something counted has a code and a name in both languages; code empty: what falls under none."""

    code: str
    name: str
    name_en: str

    @property
    def label(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Group(Named):
    """A region or a family: how many of its organisations came how far, and their events."""

    listed: int = 0
    invited: int = 0
    opened: int = 0
    committed: int = 0
    declared: int = 0
    published: int = 0
    held: int = 0
    answered: int = 0
    silent: int = 0
    participants: int = 0
    events: int = 0

    @property
    def rate(self) -> float | None:
        return ratio(self.participants, self.listed)


@dataclass(frozen=True, slots=True)
class Count(Named):
    """A theme, a day or a type and its number of events."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class GoalReached:
    """A goal of the edition and what was reached, in the goal's own unit."""

    kind: str
    target: int
    reached: float | None

    @property
    def is_reached(self) -> bool | None:
        return None if self.reached is None else self.reached >= self.target

    @property
    def is_rate(self) -> bool:
        return self.kind in {"rate", "responses"}

    @property
    def label(self) -> str:
        return str(GoalKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of an edition at an instant.

    `basis` says what a participant and an event are: "published" so far, "held" once the edition is frozen.
    """

    edition: str
    as_of: str
    basis: str | None = None
    list_on: str | None = None
    participants: int | None = None
    events: int | None = None
    listed: int | None = None
    invited: int | None = None
    opened: int | None = None
    committed: int | None = None
    declared: int | None = None
    published: int | None = None
    held: int | None = None
    answered: int | None = None
    silent: int | None = None
    events_declared: int | None = None
    events_published: int | None = None
    events_held: int | None = None
    events_not_held: int | None = None
    events_cancelled: int | None = None
    events_co_organised: int | None = None
    events_over: int | None = None
    events_answered: int | None = None
    attendance: int | None = None
    attendance_known: int | None = None
    by_region: tuple[Group, ...] | None = None
    by_family: tuple[Group, ...] | None = None
    by_size: tuple[Group, ...] | None = None
    by_theme: tuple[Count, ...] | None = None
    by_day: tuple[Count, ...] | None = None
    by_kind: tuple[Count, ...] | None = None
    goals: tuple[GoalReached, ...] | None = None

    @property
    def rate(self) -> float | None:
        """Participation: participants over the dated member list."""
        return ratio(self.participants, self.listed)

    @property
    def response_rate(self) -> float | None:
        """Outcomes given over published events that are over and were not cancelled."""
        return ratio(self.events_answered, self.events_over)

    @property
    def attendance_rate(self) -> float | None:
        """Events whose attendance is known over events held."""
        return ratio(self.attendance_known, self.events_held)

    @property
    def attendance_unknown(self) -> int | None:
        """Events held whose attendance nobody gave."""
        if self.events_held is None or self.attendance_known is None:
            return None
        return self.events_held - self.attendance_known

    @property
    def events_waiting(self) -> int | None:
        """Events that are over and of which nothing was told."""
        if self.events_over is None or self.events_answered is None:
            return None
        return self.events_over - self.events_answered

    @property
    def counts_commitments(self) -> bool:
        """Whether nothing is published yet and some have joined: then the commitments are the news."""
        return not self.participants and bool(self.committed)

    @property
    def is_final(self) -> bool:
        return self.basis == "held"

    def to_json(self) -> dict[str, Any]:
        """Return the form that a snapshot keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read a snapshot; a figure that it does not hold is unknown."""
        values = _known(cls, data)
        for name, kind in (("by_region", Group), ("by_family", Group), ("by_size", Group), ("by_theme", Count), ("by_day", Count),
                           ("by_kind", Count), ("goals", GoalReached)):  # fmt: skip
            if values.get(name) is not None:
                values[name] = tuple(kind(**_known(kind, row)) for row in values[name])
        return cls(**values)
