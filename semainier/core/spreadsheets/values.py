"""What a cell of any format says, as text; a formula is known as such."""

import datetime as dt
from typing import Any


class Formula(str):
    """The text of a cell that computes its value: never taken as a value."""

    __slots__ = ()


def text_of(value: Any) -> str:
    """Return a typed value as people would write it: 12 for 12.0, ISO 8601 for days and hours."""
    match value:
        case None:
            text = ""
        case str():
            text = value.strip()
        case bool():
            text = "1" if value else "0"
        case float() if value.is_integer():
            text = str(int(value))
        case dt.datetime():
            text = value.isoformat(timespec="seconds" if value.second else "minutes")
        case int() | float() | dt.date() | dt.time() | dt.timedelta():
            text = str(value)
        case _:  # the formulas of arrays and data tables
            text = Formula("=")
    return text
