"""Text made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core.search import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Évreux", "evreux"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Cœur d’Hérault", "coeur d herault"),
        ("  Deux   mots ", "deux mots"),
        ("62/59", "62 59"),
        ("", ""),
    ],
)
def test_accents_hyphens_and_apostrophes_are_forgiven(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_what_is_comparable_stays_as_it_is(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
