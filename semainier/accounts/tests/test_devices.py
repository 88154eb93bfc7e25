"""Browsers in words."""

import pytest

from semainier.accounts.devices import device, device_words

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME}", "Chrome, Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/140.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {CHROME}", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) CriOS/140.0 Mobile Safari/604.1", "Chrome, iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Linux"),
        ("Alice Browser", "Alice Browser"),
        ("", ""),
    ],
)  # fmt: skip
def test_browser_and_device_are_named(agent: str, words: str) -> None:
    assert device_words(agent) == words


def test_what_nobody_knows_is_cut_short() -> None:
    assert device_words("x" * 100) == "x" * 40
    assert device("x" * 100) == ""
