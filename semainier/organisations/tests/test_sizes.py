"""The bands of dwellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.organisations.models import Organisation
from semainier.organisations.sizes import BOUNDS, Size, has_size, size_of


@pytest.mark.parametrize(
    ("dwellings", "size"),
    [(None, "unknown"), (0, "s"), (999, "s"), (1_000, "m"), (4_999, "m"), (5_000, "l"), (15_000, "xl")],
)
def test_bounds(dwellings: int | None, size: str) -> None:
    assert size_of(dwellings) == size


@given(dwellings=st.integers(min_value=0, max_value=10**7))
def test_every_number_lies_in_one_band(dwellings: int) -> None:
    within = [
        s for s, (first, end) in BOUNDS.items() if first <= dwellings and (end is None or dwellings < end)
    ]

    assert within == [size_of(dwellings)]


@pytest.mark.parametrize("dwellings", [None, 12, 1_000, 14_999, 15_000])
def test_condition_agrees(org_a: Organisation, dwellings: int | None) -> None:
    org_a.dwellings = dwellings
    org_a.save()

    found = [size for size in Size if Organisation.objects.filter(has_size(size, "dwellings"), pk=org_a.pk)]

    assert found == [size_of(dwellings)]
