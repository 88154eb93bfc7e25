"""The HTML twin of a plain mail: the same words, one button, nothing fetched from anywhere."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from semainier.mailings.leaving import Leaving

URL = re.compile(r"https?://\S+")
CODE = re.compile(r"[A-Z0-9]{3,12}(-[A-Z0-9]{3,12})*")
BULLET = re.compile(r"[-•] ")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text between blank lines: `paragraph`, `list`, `code`, or lines that end in a `link`."""

    kind: str
    lines: list[str]
    href: str = ""
    label: str = ""


def blocks(text: str) -> list[Block]:
    """Cut a plain text into the pieces that the twin shows.

    A line that is an address becomes a button, named by the line before it if that ends with a colon.
    """
    return [_block(piece.split("\n")) for piece in re.split(r"\n\s*\n", text.strip()) if piece]


def _block(lines: list[str]) -> Block:
    lines = [line.strip() for line in lines]
    last = lines[-1]
    if URL.fullmatch(last) and len(lines) == 1:
        return Block("link", [], href=last)
    if URL.fullmatch(last) and lines[-2].endswith(":"):
        return Block("link", lines[:-2], href=last, label=lines[-2].rstrip(":\u00a0\u202f "))
    if all(BULLET.match(line) for line in lines):
        return Block("list", [line[2:] for line in lines])
    if len(lines) == 1 and CODE.fullmatch(last):
        return Block("code", lines)
    return Block("paragraph", lines)


def html_twin(*, subject: str, text: str, language: str, way_out: Leaving | None = None) -> str:
    """Return the twin of a plain text in a language; `way_out` adds the link to leave its topic. No query."""
    context = {
        "subject": subject,
        "blocks": blocks(text),
        "language": language,
        "way_out": way_out,
        "SITE_URL": settings.SEMAINIER_URL,
    }
    with translation.override(language):
        return re.sub(r"\n\s+", "\n", render_to_string("mailings/mail.html", context))
