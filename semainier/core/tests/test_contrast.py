"""Colours of the style sheet: text 4.5:1 on its ground, marks and edges 3:1, in both schemes (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parent.parent / "static" / "core" / "css" / "tokens.css"
# ground: the colours of text that stand on it
TEXTS = {
    "paper": "ink ink-2 a b-deep yes wait no",
    "sheet": "ink ink-2 a b-deep yes wait no",
    "a-soft": "ink ink-2",
    "b-soft": "ink ink-2 a yes wait no",
    "yes-soft": "ink yes",
    "no-soft": "ink no",
    "a-front": "on-a",
    "b": "on-b",
    "no": "sheet",
    "ink": "paper",
}
MARKS = {
    "paper": "line-strong a-front",
    "sheet": "line-strong",
    "b-soft": "line-strong b-deep",
}


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media screen and (prefers-color-scheme: dark)")
    found = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part.partition("@media")[0]))
        for part in (light, dark)
    ]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    colours = schemes()[scheme]
    low = [
        f"{mark} on {ground}: {ratio(colours[mark], colours[ground]):.2f}"
        for pairs, least in ((TEXTS, 4.5), (MARKS, 3))
        for ground, marks in pairs.items()
        for mark in marks.split()
        if ratio(colours[mark], colours[ground]) < least
    ]

    assert low == []
