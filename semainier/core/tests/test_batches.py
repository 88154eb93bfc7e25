"""Rows in lists of a size."""

from hypothesis import given
from hypothesis import strategies as st

from semainier.core.batches import batched


@given(rows=st.lists(st.integers(), max_size=30), size=st.integers(min_value=1, max_value=7))
def test_batches_are_the_whole_in_order(rows: list[int], size: int) -> None:
    batches = list(batched(rows, size))

    assert [row for batch in batches for row in batch] == rows
    assert [len(batch) for batch in batches[:-1]] == [size] * (len(batches) - 1)
    assert all(batches)


def test_nothing_is_read_ahead() -> None:
    rows = iter(range(10))

    assert next(batched(rows, 3)) == [0, 1, 2]
    assert next(rows) == 3
