"""Text of strangers made plain: no markup, no invisible signs, not longer than a field."""

import re
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_GAPS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_MANY_LINES = re.compile(r" ?\n(?: ?\n)+ ?")
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "hr",
}
_APART = {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote"}
_HIDDEN = {"script", "style", "head", "title", "template", "iframe", "object"}
_check_url = URLValidator(schemes=["http", "https"])
_LONGEST_URL = 200
_LONGEST = 50_000  # signs that are looked at: our longest field holds 2,000


def plain_text(value: str) -> tuple[str, bool]:
    """Return a text of several lines without markup and invisible signs, and whether it had markup."""
    value = _LINE_ENDS.sub("\n", value[:_LONGEST])
    has_markup = bool(_MARKUP.search(value))
    if has_markup:
        value = _without_markup(value)
    value = _GAPS.sub(" ", _CONTROL.sub("", value))
    lines = "\n".join(line.strip() for line in value.split("\n"))
    return _MANY_LINES.sub("\n\n", lines).strip(), has_markup


def plain_line(value: str) -> str:
    """Return a text of one line."""
    return " ".join(plain_text(value)[0].split())


def cut(value: str, longest: int) -> str:
    """Return the text, cut between two words and closed by an ellipsis when it is too long."""
    if len(value) <= longest:
        return value
    head = value[: longest - 1]
    words, _gap, rest = head.rpartition(" ")
    kept = words if words and len(rest) < longest // 3 else head
    return kept.rstrip(" ,;:.\n") + "…"


def web_address(value: str) -> str:
    """Return a full web address that fits its field, else nothing."""
    value = value.strip()
    try:
        _check_url(value)
    except ValidationError:
        return ""
    return value if len(value) <= _LONGEST_URL else ""


def mail_address(value: str) -> str:
    try:
        validate_email(value.strip())
    except ValidationError:
        return ""
    return value.strip()


def _without_markup(value: str) -> str:
    reader = _Reader(convert_charrefs=True)
    reader.feed(value)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """Keeps the words; a block begins on a new line, an item of a list with a dash."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _APART else "\n")
            if tag == "li":
                self.parts.append("– ")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _APART:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
