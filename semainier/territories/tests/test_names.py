import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.territories.names import plain, region_name, search_key


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


@given(st.text())
def test_a_key_has_nothing_to_compare_but_letters_and_digits(text):
    assert all(
        word.isascii() and word.isalnum() and word == word.lower() for word in search_key(text).split()
    )


@given(st.text(alphabet="abcdé œ-'’L", max_size=30))
def test_capitals_make_no_difference(text):
    assert plain(text.upper()) == plain(text)


@pytest.mark.parametrize("article", ["Le", "la", "LES", "L’"])
def test_an_article_more_finds_the_same(article):
    assert search_key(f"{article} Havre") == search_key("Havre") == "havre"


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("24", dt.date(2013, 6, 8), "Centre"),
        ("24", dt.date(2015, 1, 16), "Centre"),
        ("24", dt.date(2015, 1, 17), "Centre-Val de Loire"),
        ("24", dt.date(2026, 6, 6), "Centre-Val de Loire"),
        ("53", dt.date(2013, 6, 8), "Bretagne"),
    ],
)
def test_a_region_bears_the_name_of_the_day(code, day, name):
    today = "Centre-Val de Loire" if code == "24" else "Bretagne"

    assert region_name(code, today, day) == name
