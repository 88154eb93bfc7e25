"""The key of a SIREN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.organisations.siren import complete, has_valid_key


@pytest.mark.parametrize("siren", ["732829320", "552100554", "000000000"])
def test_known_numbers_pass(siren: str) -> None:
    assert has_valid_key(siren)


@pytest.mark.parametrize(
    "siren", ["732829321", "73282932", "7328293200", "73282932A", "", "７３２８２９３２０"]
)
def test_wrong_numbers_fail(siren: str) -> None:
    assert not has_valid_key(siren)


@given(st.integers(0, 99_999_999))
def test_a_completed_number_passes_and_a_changed_digit_does_not(number: int) -> None:
    siren = complete(f"{number:08d}")

    assert has_valid_key(siren)
    assert not has_valid_key(siren[:-1] + str((int(siren[-1]) + 1) % 10))
