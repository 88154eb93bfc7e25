"""How fast the regions answer: read from counts, whatever the number of events."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from semainier.campaigns.models import Edition
from semainier.events.models import AnswerDelay, Event
from semainier.events.queries.desks import Desk, desks
from semainier.events.queries.waiting import waiting_by_department
from semainier.organisations.access import Reach

NINE_IN_TEN = 90  # the share of answers that the second figure speaks of, in percent


@dataclass(frozen=True, slots=True)
class Delays:
    """The answers of one region: median and ninth decile in working days, share in time, what waits now."""

    name: str
    answered: int
    median: float | None
    decile: int | None
    on_time: float | None
    waiting: int
    has_moderator: bool = True


@dataclass(frozen=True, slots=True)
class DelayTable:
    national: Delays
    regions: list[Delays]


def delays_of(edition: Edition, reach: Reach, elsewhere: str) -> DelayTable:
    """Return the delays of the regions within a reach beside the national figure. Six queries.

    `elsewhere` names the departments of no association. Sums are over departments, by the territories of today.
    """
    answers, waiting = _answers(edition), waiting_by_department(Event.objects.filter(edition=edition))
    known = desks()
    shown = [desk for desk in known if reach.everything or desk.association.pk in reach.organisations]
    rows = [
        _row(
            desk.association.name,
            desk.departments,
            answers,
            waiting,
            edition,
            has_moderator=bool(desk.moderators),
        )
        for desk in shown
    ]
    everywhere = answers.keys() | waiting.keys()
    if reach.everything and (rest := everywhere - _covered(known)):
        rows.append(_row(elsewhere, rest, answers, waiting, edition))
    return DelayTable(_row("", everywhere, answers, waiting, edition), rows)


def median_of(days: Counter[int]) -> float | None:
    """Return the median of counted values, None without any."""
    total = days.total()
    if not total:
        return None
    low, high = _nth(days, (total + 1) // 2), _nth(days, total // 2 + 1)
    return (low + high) / 2


def reached_by(days: Counter[int], percent: int) -> int | None:
    """Return the least value that so many percent of all do not exceed (nearest rank), None without any."""
    total = days.total()
    return _nth(days, max(-(-total * percent // 100), 1)) if total else None


def _nth(days: Counter[int], rank: int) -> int:
    """Return the value at a rank, counted from 1 in ascending order."""
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen >= rank:
            return value
    raise ValueError(rank)


def _row(
    name: str,
    departments: Iterable[str],
    answers: dict[str, Counter[int]],
    waiting: Counter[str],
    edition: Edition,
    *,
    has_moderator: bool = True,
) -> Delays:
    own = list(departments)
    days: Counter[int] = Counter()
    for department in own:
        days.update(answers.get(department, {}))
    in_time = sum(number for value, number in days.items() if value <= edition.answer_days)
    return Delays(
        name=name,
        answered=days.total(),
        median=median_of(days),
        decile=reached_by(days, NINE_IN_TEN),
        on_time=in_time / days.total() if days.total() else None,
        waiting=sum(waiting[department] for department in own),
        has_moderator=has_moderator,
    )


def _answers(edition: Edition) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    rows = AnswerDelay.objects.filter(edition=edition, number__gt=0)
    for department, days, number in rows.values_list("department", "days", "number"):
        found.setdefault(department, Counter())[days] += number
    return found


def _covered(known: list[Desk]) -> frozenset[str]:
    return frozenset().union(*(desk.departments for desk in known))
