"""French typography for texts that people typed: spaces that do not break, quotation marks, apostrophes."""

import re

NBSP = "\u00a0"
NNBSP = "\u202f"

# Addresses are left as they are typed.
_ADDRESS = re.compile(r"(\S*(?:://|@|www\.)\S*)")
_SPACES = "[ \u00a0\u202f]"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r'(?<![\w"])"(?=\S)([^"\n]*[^"\s])"(?!\w)'), rf"«{NBSP}\1{NBSP}»"),
    (re.compile(rf"«{_SPACES}*(?=\S)"), f"«{NBSP}"),
    (re.compile(rf"(?<=\S){_SPACES}*»"), f"{NBSP}»"),
    (re.compile(rf"(?<=\S){_SPACES}+(?=[;!?])"), NNBSP),
    (re.compile(r"(?<=[\w)\]»…’])(?=[;!?]+(?:\s|$))"), NNBSP),
    (re.compile(rf"(?<=\S){_SPACES}+(?=:(?:\s|$))"), NBSP),
    (re.compile(r"(?<=[\w)\]»’])(?=:(?:\s|$))"), NBSP),
    (re.compile(rf"(?<=\d){_SPACES}(?=(?:h|min|km|m|m²|kg|€)(?!\w))"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h) (?=\d)"), NBSP),
    (re.compile(rf"(?<=\d){_SPACES}(?=%)"), NNBSP),
    (re.compile(r"(?<=\bn°) (?=\d)"), NBSP),
)


def typo(text: str) -> str:
    """Return the text with French spaces and marks; letters and digits never change, twice gives the same."""
    return "".join(part if index % 2 else _typeset(part) for index, part in enumerate(_ADDRESS.split(text)))


def _typeset(text: str) -> str:
    """Apply the rules until nothing changes: a rule can make room for another (quotes inside quotes)."""
    before = ""
    while text != before:
        before = text
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
    return text
