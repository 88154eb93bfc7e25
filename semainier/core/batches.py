"""Rows in lists of a size: what one statement can name, what one query can load."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows in lists of this size, the last one shorter; nothing is read ahead of its list."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
