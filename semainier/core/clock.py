"""The one clock. Everything that asks for the time asks here, so the demonstration and the tests can move it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from config import env

# A trial may run in another week: days by which the whole installation's clock is moved (docs/operations.md).
SHIFT = dt.timedelta(days=env.number("SEMAINIER_CLOCK_SHIFT", 0))
PARIS = ZoneInfo("Europe/Paris")
_frozen: ContextVar[dt.datetime | None] = ContextVar("semainier_clock", default=None)


def now() -> dt.datetime:
    """Return the current instant, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(tz=dt.UTC) + SHIFT


def today(zone: ZoneInfo = PARIS) -> dt.date:
    """Return the calendar day at `zone`, by default the legal day of mainland France."""
    return now().astimezone(zone).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware datetime.")
    token = _frozen.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
