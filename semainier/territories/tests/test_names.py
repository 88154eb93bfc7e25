import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.territories.names import plain, search_key


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Hénin-Beaumont", "henin beaumont"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("SCHŒLCHER", "schoelcher"),
        ("St-Denis", "saint denis"),
        ("  Ste  Foy ", "sainte foy"),
        ("", ""),
    ],
)
def test_plain_forgives_accents_hyphens_and_short_forms(written, compared):
    assert plain(written) == compared


@pytest.mark.parametrize(
    ("written", "key"),
    [("Le Havre", "havre"), ("L’Isle-d’Abeau", "isle d abeau"), ("Les", "les"), ("Lesparre", "lesparre")],
)
def test_search_key_leaves_the_article_out(written, key):
    assert search_key(written) == key


@given(st.text())
def test_plain_of_plain_is_the_same(text):
    assert plain(plain(text)) == plain(text)
