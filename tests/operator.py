"""A real installation in a folder of its own, run by the command line as an operator does."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = (sys.executable, "-P", "-m", "semainier.cli")


class Installation:
    """A folder, the program that is run in it, and the variables it sees: none of those of the tests."""

    def __init__(self, folder: Path, program: tuple[str, ...] = HERE, **variables: str) -> None:
        self.folder = folder
        self.program = program
        own = ("SEMAINIER_", "DJANGO_", "DATABASE_URL", "EMAIL_URL", "CACHE_URL")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(own)
        } | variables
        folder.mkdir(exist_ok=True)

    @property
    def var(self) -> Path:
        return self.folder / "var"

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.program, *arguments], cwd=self.folder, env=self.environment | variables,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def set_up(self) -> None:
        done = self.run("setup", "--federation", "Union d’essai", "--email", "tete@federation.example")
        assert done.returncode == 0, done.stderr

    @contextmanager
    def serving(self, *arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
        """Serve in the background; give the process and the address that it prints."""
        process = subprocess.Popen(
            [*self.program, *(arguments or ("serve",))], cwd=self.folder, env=self.environment | variables,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            yield process, announced(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
            process.stdout.close()


def announced(process: subprocess.Popen[Any]) -> str:
    """Read up to the line that holds the address."""
    for line in process.stdout:
        if "http://" in line:
            return "http://" + line.split("http://")[1].split()[0]
    raise AssertionError(f"ended with {process.wait()} before it served")


def children(pid: int) -> list[int]:
    """Return the processes below, as Linux tells."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: list[int], seconds: float = 10) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def fetch(address: str) -> tuple[int, bytes, dict[str, str]]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read(), dict(answer.headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
