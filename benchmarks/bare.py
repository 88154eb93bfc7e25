"""The bare page that every figure is held against: `/1234` answers with so many bytes, and that is all."""

from collections.abc import Callable, Iterator
from typing import Any

CHUNK = b"x" * 65536


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    """Answer by WSGI with the number of bytes that the path names."""
    left = int(environ["PATH_INFO"].strip("/") or 0)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(left))])
    while left > 0:
        yield CHUNK[:left]
        left -= len(CHUNK)
