"""Installations to measure: made once by the command line, copied for each size, served as usual."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from semainier.core import serving
from tests.operator import Installation, children, free_port

HERE = Path(__file__).resolve().parent
WORKERS = 2
# As `semainier serve` chooses them.
THREADS = {"sqlite": 64, "postgresql": 16}


class Places:
    """The installations of one kind of database, in a folder that is thrown away."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        folder.mkdir()
        self.server = os.environ.get("TEST_DATABASE_URL", "")
        self.template = self._at("template")
        if engine == "postgresql":
            self._sql(f"CREATE DATABASE {self._name('template')}")
        self.template.set_up()

    def copy(self, name: str) -> Installation:
        """Return an installation of its own that has been set up and holds nothing yet."""
        place = self._at(name)
        shutil.copytree(self.template.folder, place.folder, dirs_exist_ok=True)
        if self.engine == "postgresql":
            self._sql(f"CREATE DATABASE {self._name(name)} TEMPLATE {self._name('template')}")
        return place

    def drop(self, place: Installation) -> None:
        if self.engine == "postgresql":
            self._sql(f"DROP DATABASE {urlsplit(place.environment['DATABASE_URL']).path[1:]} WITH (FORCE)")
        shutil.rmtree(place.folder)

    def _at(self, name: str) -> Installation:
        address = urlsplit(self.server)._replace(path=f"/{self._name(name)}").geturl()
        variables = {"DATABASE_URL": address} if self.engine == "postgresql" else {}
        return Installation(self.folder / name, PYTHONPATH=str(HERE.parent), **variables)

    def _name(self, name: str) -> str:
        return f"bench_{name}_{os.getpid()}"

    def _sql(self, statement: str) -> None:
        import psycopg  # noqa: PLC0415 -- an extra that only this database needs

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def run_script(place: Installation, script: str, *arguments: str) -> dict[str, Any]:
    """Run one of our scripts inside an installation; return the JSON that it prints."""
    done = subprocess.run(
        [sys.executable, "-P", str(HERE / script), *arguments],
        cwd=place.folder,
        env=place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def served(place: Installation) -> Iterator[tuple[int, list[int]]]:
    """Serve with two workers; give the port and the processes that answer."""
    port = free_port()
    with place.serving(SEMAINIER_PORT=str(port), SEMAINIER_WORKERS=str(WORKERS)) as (process, _address):
        yield port, children(process.pid)


@contextmanager
def bare_served(engine: str) -> Iterator[int]:
    """Serve the bare page by the same server with the same settings; give the port."""
    port = free_port()
    command = serving.server_command("127.0.0.1", port, workers=WORKERS, threads=THREADS[engine])
    process = serving_process([*command[:-1], "bare:application"])
    try:
        deadline = time.monotonic() + 20
        while not serving.answers("127.0.0.1", port) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield port
    finally:
        serving.stop([process])


def serving_process(command: list[str]) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, process_group=0)
