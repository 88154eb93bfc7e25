"""A web server of the tests' own that gives agendas, badly if asked to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import override_settings

LOOPBACK = ["127.0.0.0/8", "::1/128"]


class AgendaServer(ThreadingHTTPServer):
    """`pages`: path with query -> (status, headers, body); `asked`: what was asked for, with its headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def host(self) -> str:
        return f"localhost:{self.server_port}"

    def give(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Give this answer at a path from now on; return its address."""
        self.pages[path] = (status, {key.replace("_", "-"): value for key, value in headers.items()}, body)
        return f"http://{self.host}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: AgendaServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the reader has gone
            self._write(body, drip=headers.get("X-Drip"))

    def _write(self, body: bytes, drip: str | None) -> None:
        for sign in body if drip else [body]:
            self.wfile.write(bytes([sign]) if isinstance(sign, int) else sign)
            self.wfile.flush()
            time.sleep(float(drip or 0))

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[AgendaServer]:
    """Serve on a free port of this machine, which may be read from meanwhile."""
    with (
        AgendaServer() as server,
        override_settings(IMPORT_HOSTS=[server.host], IMPORT_PRIVATE_NETWORKS=LOOPBACK),
    ):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
