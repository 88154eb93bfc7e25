"""The colours of an edition: six tokens worked out of two hues, their contrast computed and enforced (WCAG 2.2)."""

import colorsys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from semainier.core.errors import DomainError

TEXT = 4.5  # WCAG 1.4.3, text
MARK = 3.0  # WCAG 1.4.11, marks and edges
PAPER_LIGHT, PAPER_DARK = "#f4f6f4", "#101815"
INK_LIGHT, WHITE, BLACK = "#10231e", "#ffffff", "#000000"
LINEAR_BELOW = 0.04045  # sRGB (IEC 61966-2-1)
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Pairs (light scheme, dark scheme) of the custom properties that an edition sets."""

    a: tuple[str, str]
    a_front: tuple[str, str]
    a_soft: tuple[str, str]
    b: tuple[str, str]
    b_soft: tuple[str, str]
    b_deep: tuple[str, str]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def tokens_of(hue_a: str, hue_b: str) -> Tokens:
    """Work out the six tokens of the light and the dark scheme."""
    dark_front = _until(hue_a, WHITE, lambda c: contrast(c, PAPER_DARK) >= MARK, against=WHITE)
    soft = (mix(hue_b, "#ffffff", 0.72), mix(hue_b, PAPER_DARK, 0.80))
    # A link also stands on the open drawer.
    link_light = _until(hue_a, BLACK, lambda c: min(contrast(c, PAPER_LIGHT), contrast(c, soft[0])) >= TEXT)
    link_dark = _until(hue_a, WHITE, lambda c: min(contrast(c, PAPER_DARK) - 2, contrast(c, soft[1])) >= TEXT)
    return Tokens(
        a=(link_light, link_dark),
        a_front=(hue_a, dark_front),
        a_soft=(mix(hue_a, "#ffffff", 0.87), mix(hue_a, PAPER_DARK, 0.68)),
        b=(hue_b, mix(hue_b, PAPER_DARK, 0.06)),
        b_soft=soft,
        b_deep=(_deepened(hue_b, lambda c: contrast(c, PAPER_LIGHT) >= TEXT + 0.3), hue_b),
    )


def check_hues(hue_a: str, hue_b: str) -> None:
    """Raise when text would not be readable on the fronts of the drawers, and say what to do."""
    if contrast(hue_a, WHITE) < TEXT:
        raise DomainError(
            "edition.hue_a_too_light",
            _("White text cannot be read on the main colour (%(ratio).1f : 1, it takes 4.5 : 1).")
            % {"ratio": contrast(hue_a, WHITE)},
            _("Choose a darker main colour."),
        )
    if contrast(hue_b, INK_LIGHT) < TEXT:
        raise DomainError(
            "edition.hue_b_too_dark",
            _("Dark text cannot be read on the second colour (%(ratio).1f : 1, it takes 4.5 : 1).")
            % {"ratio": contrast(hue_b, INK_LIGHT)},
            _("Choose a lighter second colour."),
        )


def stylesheet(hue_a: str, hue_b: str) -> str:
    """Return the style sheet that sets the six tokens in both schemes."""
    tokens = asdict(tokens_of(hue_a, hue_b))
    light, dark = (
        " ".join(f"--{name.replace('_', '-')}: {pair[scheme]};" for name, pair in tokens.items())
        for scheme in (0, 1)
    )
    # Printing keeps the light scheme; light-dark() is younger than the browsers we serve.
    return (
        f"@layer tokens {{ :root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }} }}\n"
    )


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other`, mixed in sRGB."""
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in pairs)


def _until(colour: str, towards: str, enough: Callable[[str], bool], *, against: str | None = None) -> str:
    """Return the first step from `colour` towards black or white that is enough, still readable `against`."""
    best = colour
    for step in range(21):
        best = mix(colour, towards, step / 20)
        if against is not None and step and contrast(best, against) < TEXT:
            return mix(colour, towards, (step - 1) / 20)
        if enough(best):
            return best
    return best


def _deepened(colour: str, enough: Callable[[str], bool]) -> str:
    """Return the colour with as much less light as is enough; unlike black mixed in, it stays as vivid."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _rgb(colour)))
    shades = (colorsys.hls_to_rgb(hue, light * (1 - step / 20), saturation) for step in range(21))
    written = ("#" + "".join(f"{round(channel * 255):02x}" for channel in shade) for shade in shades)
    return next(shade for shade in written if enough(shade))


def _rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _luminance(colour: str) -> float:
    channels = [value / 255 for value in _rgb(colour)]
    red, green, blue = (c / 12.92 if c <= LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
