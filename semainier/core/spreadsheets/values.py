"""What a cell of any format says, as text; a formula is known as such."""

import datetime as dt
from typing import Any


class Formula(str):
    """The text of a cell that computes its value: never taken as a value."""

    __slots__ = ()


def text_of(value: Any) -> str:
    """Return a typed value as people would write it: 12 for 12.0, ISO 8601 for days and hours."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if isinstance(value, Formula) else value.strip()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, int | dt.date | dt.time | dt.timedelta):
        return str(value)
    return Formula("=")  # array and data table formulas
