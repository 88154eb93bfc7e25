"""The HTML twin of a plain mail."""

import pytest

from semainier.mailings.html import Block, blocks, html_twin

LINK = "https://a.example/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour,\nc’est l’été.", [Block("paragraph", ["Bonjour,", "c’est l’été."])]),
        ("Un.\n\n\nDeux.", [Block("paragraph", ["Un."]), Block("paragraph", ["Deux."])]),
        ("- un\n- deux", [Block("list", ["un", "deux"])]),
        ("ABC-DEF", [Block("code", ["ABC-DEF"])]),
        (f"{LINK}?y=1&z=2", [Block("link", [], f"{LINK}?y=1&z=2")]),
        (f"Ouvrir mon invitation\u00a0:\n{LINK}", [Block("link", [], LINK, "Ouvrir mon invitation")]),
        (f"Il est prêt.\nLe lire :\n{LINK}", [Block("link", ["Il est prêt."], LINK, "Le lire")]),
        (f"Voyez\n{LINK}", [Block("paragraph", ["Voyez", LINK])]),
        ("", []),
    ],
)  # fmt: skip
def test_blocks(text, expected):
    assert blocks(text) == expected


def test_twin_escapes_what_people_wrote_and_shows_one_button():
    html = html_twin(
        subject="Fête <des> voisins",
        text="Bonjour <b>,\n\n- un\n- deux\n\nABC-DEF\n\nOuvrir :\nhttps://a.example/?a=1&b=2",
        language="fr",
    )

    assert "<title>Fête &lt;des&gt; voisins</title>" in html
    assert '<html lang="fr">' in html
    assert "Bonjour &lt;b&gt;," in html
    assert "<li>un</li>\n<li>deux</li>" in html
    assert '<p class="code">ABC-DEF</p>' in html
    assert '<p><a class="button" href="https://a.example/?a=1&amp;b=2">Ouvrir</a></p>' in html


@pytest.mark.parametrize(("language", "label"), [("fr", "Ouvrir la page"), ("en", "Open the page")])
def test_a_link_without_a_name_is_named_in_the_language_of_the_mail(language, label):
    html = html_twin(subject="x", text=LINK, language=language)

    assert f'<a class="button" href="{LINK}">{label}</a>' in html


def test_twin_fetches_nothing():
    html = html_twin(subject="x", text="y", language="en")

    assert "src=" not in html
    assert "@import" not in html
    assert "url(" not in html
