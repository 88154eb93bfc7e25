"""Regions in which nobody moderates: the head office decides there, and finds somebody."""

from dataclasses import dataclass

from semainier.events.queries.desk import Scope
from semainier.events.queries.desks import attended
from semainier.events.queries.waiting import waiting_by_department


@dataclass(frozen=True, slots=True)
class Unattended:
    """An association without a moderator, or with an empty name the departments of none, and what waits there."""

    name: str
    organisation_id: int | None
    waiting: int


def unattended(scope: Scope) -> list[Unattended]:
    """Return the associations without a moderator, then what waits outside every territory. Two queries."""
    known = scope.desks
    counted = waiting_by_department(scope.events())
    left = attended(known)
    found = [
        Unattended(
            desk.association.name,
            desk.association.pk,
            sum(counted[department] for department in desk.departments - left),
        )
        for desk in known
        if not desk.moderators
    ]
    covered = frozenset().union(*(desk.departments for desk in known))
    outside = sum(number for department, number in counted.items() if department not in covered)
    return [*found, Unattended("", None, outside)] if outside else found
