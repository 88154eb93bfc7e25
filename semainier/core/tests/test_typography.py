"""French typography: only spaces and marks change."""

import re

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from semainier.core.templatetags.semainier import typo as typo_filter
from semainier.core.typography import typo

TYPED = st.text(alphabet="ab É1 '\"«»:;!?%h€….n°\n\u00a0\u202f(),-@/w", max_size=40)


def plain(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Une visite ?", "Une visite_?"),
        ("Venez nombreux!", "Venez nombreux_!"),
        ("Lieu: la cour", "Lieu~: la cour"),
        ("l'école d'à côté", "l’école d’à côté"),
        ('le film "Nos murs" et', "le film «~Nos murs~» et"),
        ("« Nos murs »", "«~Nos murs~»"),
        ("à 10 h 30 et 5 km, 29 %", "à 10~h~30 et 5~km, 29_%"),
        ("la suite...", "la suite…"),
        ("n° 5", "n°~5"),
        ("http://exemple.fr:80/?a=b;c écrire à a.b@c.fr", "http://exemple.fr:80/?a=b;c écrire à a.b@c.fr"),
        ("ouvert à 10:30", "ouvert à 10:30"),
    ],
)
def test_typo(typed, expected) -> None:
    assert plain(typo(typed)) == expected


def words_of(text: str) -> str:
    """Return what must never change: letters and digits."""
    return re.sub(r"\W", "", text)


@given(TYPED)
def test_typo_changes_no_letter(typed) -> None:
    assert words_of(typo(typed)) == words_of(typed)


@given(TYPED)
def test_typo_twice_is_typo_once(typed) -> None:
    once = typo(typed)

    assert typo(once) == once


@given(st.text(max_size=60))
def test_typo_takes_any_text(typed) -> None:
    assert words_of(typo(typed)) == words_of(typed)


def test_typo_of_a_page_in_english_leaves_the_text() -> None:
    with translation.override("en"):
        assert typo_filter("Really ?") == "Really ?"


def test_typo_leaves_html_alone() -> None:
    html = mark_safe('<a class="x">Vraiment ?</a>')

    assert typo_filter(html) == html
