"""Dates for the tests: several days of June 2026 in Paris, and what a law needs to invent lists of them."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from semainier.core.clock import PARIS
from semainier.events.tests.public import paris

Spans = list[tuple[dt.datetime, dt.datetime]]


def on_days(*days: int, hour: int = 10, hours: int = 2) -> dict[str, Spans]:
    """Return the dates of an event on several days of June, at the same hours, as the services take them."""
    return {"sessions": [(paris(day, hour), paris(day, hour) + dt.timedelta(hours=hours)) for day in days]}


@st.composite
def spans(draw: Any, *, first: int = 1, last: int = 25, most: int = 6) -> Spans:
    """Invent dates that do not overlap, from a day of June 2026 on, some over midnight or several days."""
    moment = dt.datetime(2026, 6, first, tzinfo=PARIS)
    end, found = dt.datetime(2026, 6, last, tzinfo=PARIS), []
    for _number in range(draw(st.integers(1, most))):
        moment += dt.timedelta(minutes=draw(st.integers(1, 5 * 24 * 60)))
        length = dt.timedelta(minutes=draw(st.integers(0, 2 * 24 * 60)))
        if moment + length > end:
            break
        found.append((moment, moment + length))
        moment += length
    return found or [
        (dt.datetime(2026, 6, first, 10, tzinfo=PARIS), dt.datetime(2026, 6, first, 12, tzinfo=PARIS))
    ]


def days_between(first: dt.date, last: dt.date) -> set[dt.date]:
    return {first + dt.timedelta(days=number) for number in range((last - first).days + 1)}
