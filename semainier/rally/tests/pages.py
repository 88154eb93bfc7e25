"""The text of a page or of a file, as a person reads it."""

import html
import io
import re
from typing import Any


def page_of(response: Any) -> str:
    """Return a page with its spaces made one, and fail for a variable that was never set."""
    text = html.unescape(response.content.decode())
    assert "[undefined" not in text
    return re.sub(r"\s+", " ", text)


def file_of(response: Any) -> list[str]:
    """Return the lines of a CSV."""
    body = b"".join(response.streaming_content)
    return io.TextIOWrapper(io.BytesIO(body), encoding="utf-8-sig", newline="").read().splitlines()
