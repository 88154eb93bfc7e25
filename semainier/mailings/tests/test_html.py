"""The HTML twin of a plain mail."""

import pytest

from semainier.mailings.html import Block, blocks, html_twin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour,\nc’est l’été.", [Block("paragraph", ["Bonjour,", "c’est l’été."])]),
        ("Un.\n\n\nDeux.", [Block("paragraph", ["Un."]), Block("paragraph", ["Deux."])]),
        ("- un\n- deux", [Block("list", ["un", "deux"])]),
        ("ABC-DEF", [Block("code", ["ABC-DEF"])]),
        ("https://a.example/x?y=1&z=2", [Block("link", [], "https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2")]),
        ("Ouvrir mon invitation\u00a0:\nhttps://a.example/", [Block("link", [], "https://a.example/", "Ouvrir mon invitation")]),
        ("Il est prêt.\nLe lire :\nhttps://a.example/", [Block("link", ["Il est prêt."], "https://a.example/", "Le lire")]),
        ("Voyez\nhttps://a.example/", [Block("paragraph", ["Voyez", "https://a.example/"])]),
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


def test_twin_fetches_nothing():
    html = html_twin(subject="x", text="y", language="en")

    assert "src=" not in html
    assert "@import" not in html
    assert "url(" not in html
