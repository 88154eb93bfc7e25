"""The colours of an edition: worked out, readable in both schemes."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from semainier.campaigns.identity import (
    INK_LIGHT,
    MARK,
    PAPER_DARK,
    PAPER_LIGHT,
    TEXT,
    check_hues,
    contrast,
    mix,
    tokens_of,
)
from semainier.core.errors import DomainError

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def between(low: int, high: int) -> st.SearchStrategy[str]:
    return st.lists(st.integers(low, high), min_size=3, max_size=3).map(
        lambda rgb: "#" + "".join(f"{c:02x}" for c in rgb)
    )


def accepted(hue_a: str, hue_b: str) -> bool:
    try:
        check_hues(hue_a, hue_b)
    except DomainError:
        return False
    return True


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(between(0, 150), between(110, 255))
def test_every_accepted_pair_is_readable_in_both_schemes(hue_a: str, hue_b: str) -> None:
    assume(accepted(hue_a, hue_b))

    tokens = tokens_of(hue_a, hue_b)

    assert contrast(tokens.a[0], PAPER_LIGHT) >= TEXT
    assert contrast(tokens.a[1], PAPER_DARK) >= TEXT
    assert contrast(tokens.a_front[0], "#ffffff") >= TEXT
    assert contrast(tokens.a_front[1], "#ffffff") >= TEXT
    assert contrast(tokens.b_deep[0], PAPER_LIGHT) >= TEXT
    assert contrast(tokens.b[1], INK_LIGHT) >= MARK


@pytest.mark.parametrize(
    ("hue_a", "hue_b", "code"),
    [("#ffd35c", "#ffd35c", "edition.hue_a_too_light"), ("#0f4c40", "#0f4c40", "edition.hue_b_too_dark")],
)
def test_unreadable_colours_are_refused_in_words(hue_a: str, hue_b: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_hues(hue_a, hue_b)

    assert refusal.value.code == code
    assert refusal.value.next_step


@given(colours, colours, st.floats(0, 1))
def test_a_mixture_lies_between(one: str, other: str, share: float) -> None:
    made = mix(one, other, share)

    for start in (1, 3, 5):
        low, high = sorted((int(one[start : start + 2], 16), int(other[start : start + 2], 16)))
        assert low <= int(made[start : start + 2], 16) <= high
