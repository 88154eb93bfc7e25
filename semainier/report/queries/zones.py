"""Participation by department: where nobody takes part yet."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from semainier.campaigns.models import Edition
from semainier.core.search import normalise
from semainier.organisations.access import Reach
from semainier.report.figures import ratio
from semainier.report.queries.stages import Stage, at_stage, listed_within
from semainier.territories.models import Department
from semainier.territories.outlines import department_paths


class Shade(StrEnum):
    """How much of a department takes part; each has a look of its own beside its colour."""

    WHITE = "white"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    EMPTY = "empty"  # no organisation on the list


SHADE_NAMES: dict[Shade, str | Promise] = {
    Shade.WHITE: _("nobody takes part"),
    Shade.LOW: _("up to a third"),
    Shade.MIDDLE: _("a third to two thirds"),
    Shade.HIGH: _("more than two thirds"),
    Shade.EMPTY: _("no organisation on the list"),
}
_THIRD = 1 / 3
MEASURES = (Stage.COMMITTED, Stage.DECLARED, Stage.PUBLISHED, Stage.HELD)


@dataclass(frozen=True, slots=True)
class Zone:
    """A department, its organisations on the list and how many have come to the stage."""

    department: Department
    listed: int
    come: int
    path: str  # empty overseas

    @property
    def shade(self) -> Shade:
        share = ratio(self.come, self.listed)
        if share is None:
            return Shade.EMPTY
        if not share:
            return Shade.WHITE
        return Shade.LOW if share <= _THIRD else Shade.MIDDLE if share <= 2 * _THIRD else Shade.HIGH

    @property
    def rate(self) -> float | None:
        return ratio(self.come, self.listed)


def zones_of(edition: Edition, stage: Stage, as_of: dt.datetime, reach: Reach) -> list[Zone]:
    """Return every department within reach, those where nobody has come so far first, the largest on top.

    Three queries, whatever the size.
    """
    listed = listed_within(edition, as_of, reach)
    all_counts = _counted(listed)
    come = _counted(at_stage(listed, edition, stage, as_of))
    departments = Department.objects.all()
    if not reach.everything:
        departments = departments.filter(pk__in=set(reach.departments) | set(all_counts))
    paths = department_paths()
    zones = [
        Zone(
            department,
            all_counts.get(department.pk, 0),
            come.get(department.pk, 0),
            paths.get(department.pk, ""),
        )
        for department in departments
    ]
    return sorted(zones, key=_order)


def _order(zone: Zone) -> tuple[bool, float, int, str]:
    return (not zone.listed, zone.rate or 0, -zone.listed, normalise(str(zone.department)))


def _counted(listed: object) -> dict[str, int]:
    rows = listed.order_by().values_list("department_id").annotate(n=Count("pk"))  # type: ignore[attr-defined]
    return dict(rows)
