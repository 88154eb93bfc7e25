"""The server and the worker are one thing to whoever starts and stops them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from semainier.core import serving

# A stand-in for both programs: writes its number, answers on a port when one is given, ends on SIGTERM only.
CHILD = """
import os, signal, socket, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
if len(sys.argv) > 2:
    listener = socket.create_server(("127.0.0.1", int(sys.argv[2])))
time.sleep(60)
"""
PARENT = """
import sys
from semainier.core import serving
folder, port = sys.argv[1], sys.argv[2]
child = [sys.executable, "-c", open(folder + "/child.py").read()]
server, worker = [*child, folder + "/server", port], [*child, folder + "/worker"]
sys.exit(serving.run(server, worker, "127.0.0.1", int(port), "ready"))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(condition())


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen]:
    (folder / "child.py").write_text(CHILD)
    command = [sys.executable, "-c", PARENT, str(folder), str(free_port())]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert parent.stdout.readline() == "ready\n"
        assert wait_for(lambda: pids(folder / "worker"))
        yield parent
    finally:
        parent.kill()
        parent.wait()
        parent.stdout.close()
        for pid in pids(folder / "server") + pids(folder / "worker"):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_server_and_worker_with_no_orphan(number: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path) as parent:
        children = pids(tmp_path / "server") + pids(tmp_path / "worker")

        parent.send_signal(number)

        assert parent.wait(timeout=10) == 0
        assert len(children) == 2
        assert [is_alive(pid) for pid in children] == [False, False]


@pytest.mark.slow
def test_server_that_dies_ends_the_worker_too(tmp_path: Path) -> None:
    with running(tmp_path) as parent:
        os.kill(pids(tmp_path / "server")[0], signal.SIGKILL)

        assert parent.wait(timeout=10) == 1
        assert not is_alive(pids(tmp_path / "worker")[0])


@pytest.mark.slow
def test_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    with running(tmp_path):
        os.kill(pids(tmp_path / "worker")[0], signal.SIGKILL)

        assert wait_for(lambda: len(pids(tmp_path / "worker")) == 2)
        assert is_alive(pids(tmp_path / "worker")[1])


def test_port_in_use_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert not serving.is_free("127.0.0.1", port)
        assert not serving.is_free("0.0.0.0", port)  # noqa: S104 -- only asked, not opened
    assert serving.is_free("127.0.0.1", port)


def test_port_out_of_range_is_not_free() -> None:
    assert not serving.is_free("127.0.0.1", 70_000)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True), ("localhost", True),
     ("0.0.0.0", False), ("192.168.1.5", False), ("semaine.example", False)],  # noqa: S104 -- compared only
)  # fmt: skip
def test_is_loopback(host: str, *, expected: bool) -> None:
    assert serving.is_loopback(host) is expected
