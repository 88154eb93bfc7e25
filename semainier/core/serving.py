"""Run the server and the worker as two children of one process, and end both together."""

import contextlib
import ipaddress
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

logger = logging.getLogger("semainier.serve")
# How long requests under way and a mail in mid-transfer may take to end, in seconds.
GRACE = 10
# A worker that ends by itself is started again after so many seconds.
RESTART_AFTER = 3.0
HIGHEST_PORT = 65_535


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there; for the loopback also at ::1, which browsers try first."""
    if not 0 < port <= HIGHEST_PORT:
        return False
    try:
        families = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    for family, kind, protocol, _name, address in families:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                return False
    return not (is_loopback(host) and answers("::1", port))


def answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False


def server_command(host: str, port: int, *, workers: int, threads: int) -> list[str]:
    """Return the command of the web server. `-P`: a folder named config in the working folder is not ours."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": str(threads),
        "--workers-kill-timeout": str(GRACE // 2),
        "--log-level": "error",
    }
    arguments = [part for pair in options.items() for part in pair]
    program = [sys.executable, "-P", "-m", "granian"]
    return [*program, *arguments, "--respawn-failed-workers", "config.wsgi:application"]


def worker_command() -> list[str]:
    return [sys.executable, "-P", "-m", "django", "worker"]


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own: Ctrl-C reaches this process alone, which ends the children."""
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603 -- our own programs


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end; after the grace kill it with all that it started."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("process %s did not end in %s s: killed", child.pid, GRACE)
        # The group outlives its leader when a grandchild hangs.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def run(server: Sequence[str], worker: Sequence[str], host: str, port: int, announcement: str) -> int:
    """Run both until a signal or the end of the server; return the exit status. Says when it answers."""
    stopping = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    children = [start(server), start(worker)]
    ended_at, announced = 0.0, False
    try:
        while not stopping.wait(0.1):
            if children[0].poll() is not None:
                logger.error("the server ended by itself (%s)", children[0].returncode)
                return 1
            if not announced and answers(host if is_loopback(host) else "127.0.0.1", port):
                announced = True
                sys.stdout.write(announcement + "\n")
                sys.stdout.flush()
            if children[1].poll() is None:
                ended_at = 0.0
            elif not ended_at:
                ended_at = time.monotonic()
                logger.error("the worker ended (%s); it is started again", children[1].returncode)
            elif time.monotonic() - ended_at > RESTART_AFTER:
                children[1] = start(worker)
    finally:
        stop(children)
    return 0
