"""The days of the current edition, laid around the day on which the demonstration is made."""

import datetime as dt
from dataclasses import dataclass

from semainier.demo.models import Stage

LENGTH = dt.timedelta(days=8)  # from the first day to the ninth
_SATURDAY = 5
# Days from the day it is made to the first Saturday that may begin the week.
AHEAD = {Stage.PREPARATION: 150, Stage.OPEN: 20}
# Days between the last day of the week and the day it is made, at least.
OVER = 3


@dataclass(frozen=True, slots=True)
class Days:
    """When the current edition was prepared, opened and is held; `opened_on` may lie ahead."""

    today: dt.date
    starts_on: dt.date
    created_on: dt.date
    listed_on: dt.date
    invited_on: dt.date
    opened_on: dt.date

    @property
    def ends_on(self) -> dt.date:
        return self.starts_on + LENGTH


def first_day(stage: Stage, today: dt.date) -> dt.date:
    """Return the day on which the nine days begin: a Saturday.

    In the stage of the week it is any day, so that `today` is the fourth and drawers are gone by and to come.
    """
    if stage == Stage.WEEK:
        return today - dt.timedelta(days=3)
    if stage in AHEAD:
        day = today + dt.timedelta(days=AHEAD[stage])
        return day + dt.timedelta(days=(_SATURDAY - day.weekday()) % 7)
    last = today - LENGTH - dt.timedelta(days=OVER)
    return last - dt.timedelta(days=(last.weekday() - _SATURDAY) % 7)


def days_of(stage: Stage, today: dt.date) -> Days:
    """Return the days of the current edition; in preparation it is younger, so that it began before today."""
    starts_on = first_day(stage, today)
    back = {"created": 270, "listed": 240, "invited": 200, "opened": 130}
    days = {name: starts_on - dt.timedelta(days=number) for name, number in back.items()}
    if stage == Stage.PREPARATION:
        days |= {
            name: today - dt.timedelta(days=number)
            for name, number in {"created": 100, "listed": 75, "invited": 60, "opened": -20}.items()
        }
    return Days(today, starts_on, days["created"], days["listed"], days["invited"], days["opened"])
