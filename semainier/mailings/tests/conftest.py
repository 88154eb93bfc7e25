"""A folder for the mails, SMTP servers of several tempers, workers in processes of their own."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from semainier.mailings.tests.outside import Outside
from semainier.mailings.topics import Topic, topics


@pytest.fixture
def news() -> Iterator[list[Topic]]:
    """Two topics that one may leave, in whatever order apps register, and one that one may not; the others rest."""
    before = topics[:]
    topics[:] = [
        Topic("rally", "Relances", "Un rappel quand votre organisme n’a pas répondu."),
        Topic("news.digest", "Nouvelles", "Une lettre par mois."),
        Topic("decision", "Décisions", "Ce que devient votre événement.", may_leave=False),
    ]
    yield topics[:]
    topics[:] = before


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    path = tmp_path / "mails"
    settings.EMAIL_URL = f"folder://{path}"
    return path


@pytest.fixture
def smtp_server(settings) -> Iterator[Callable[..., str]]:
    """Return a function that starts a server with a handler on a free port and points EMAIL_URL at it."""
    running: list[Controller] = []

    def start(handler: object, *, scheme: str = "smtp", login: str = "", **options) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        running.append(Controller(handler, hostname="127.0.0.1", port=port, **options))
        running[-1].start()
        # By its number: on ::1 somebody else may listen at the same port. A certificate is for the name.
        host = "127.0.0.1" if scheme == "smtp" else "localhost"
        settings.EMAIL_URL = f"{scheme}://{login}{host}:{port}?timeout=5"
        return settings.EMAIL_URL

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def outside(transactional_db, tmp_path: Path) -> Iterator[Outside]:
    """Workers in processes of their own, on a database that they share with the test."""
    workers = Outside(tmp_path)
    yield workers
    workers.end()
