"""How two hues would look before they are saved: their contrasts, and the style sheet of the preview."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from semainier.campaigns.identity import INK_LIGHT, TEXT, WHITE, contrast, stylesheet
from semainier.campaigns.models import Edition

_HUE = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Preview:
    """Two hues with the contrast of the text that stands on each (1 to 21; 4.5 is needed)."""

    hue_a: str
    hue_b: str

    @property
    def contrast_a(self) -> float:
        return contrast(self.hue_a, WHITE)

    @property
    def contrast_b(self) -> float:
        return contrast(self.hue_b, INK_LIGHT)

    @property
    def is_readable_a(self) -> bool:
        return self.contrast_a >= TEXT

    @property
    def is_readable_b(self) -> bool:
        return self.contrast_b >= TEXT

    @property
    def query(self) -> str:
        return urlencode({"hue_a": self.hue_a, "hue_b": self.hue_b})


def preview_of(asked: Mapping[str, str], edition: Edition) -> Preview:
    """Return the hues that are asked for; what is no colour is that of the edition."""
    hue_a, hue_b = asked.get("hue_a", "").lower(), asked.get("hue_b", "").lower()
    return Preview(
        hue_a if _HUE.fullmatch(hue_a) else edition.hue_a,
        hue_b if _HUE.fullmatch(hue_b) else edition.hue_b,
    )


def preview_stylesheet(preview: Preview) -> str:
    """Return the style sheet that colours what bears the class `identity-preview`, and nothing else."""
    return stylesheet(preview.hue_a, preview.hue_b).replace(":root", ".identity-preview")
