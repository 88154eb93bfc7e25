"""How fast a server answers: by wrk when it is there, else by threads of our own, which are slower."""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
TIMEOUT = 120
# wrk says what it measured in one line of JSON; latencies are in microseconds.
SCRIPT = """
local paths, n = { %s }, 0
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
done = function(summary, latency)
  local e = summary.errors
  local form = '\\n{"requests": %%d, "microseconds": %%d, "p50": %%f, "p99": %%f, "errors": %%d}\\n'
  local errors = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format(form, summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors))
end
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """What a load of a few seconds found; times in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, read to its end."""

    status: int
    size: int
    seconds: float


def instrument() -> str:
    return "wrk" if shutil.which("wrk") else "threads of Python"


def fetch(port: int, path: str) -> Answer:
    """Ask once and read the answer by pieces, whatever its size."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    connection.request("GET", path)
    response = connection.getresponse()
    size = 0
    while piece := response.read(1 << 20):
        size += len(piece)
    connection.close()
    return Answer(response.status, size, time.perf_counter() - began)


def press(port: int, paths: Sequence[str], *, concurrency: int, seconds: float) -> Speed:
    """Ask for the paths in turn, over and over, by so many connections that stay open."""
    if shutil.which("wrk"):
        return _wrk(port, paths, concurrency, seconds)
    return _threads(port, paths, concurrency, seconds)


def _wrk(port: int, paths: Sequence[str], concurrency: int, seconds: float) -> Speed:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ", ".join(json.dumps(path) for path in paths))
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{concurrency}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            f"{TIMEOUT}s",
        ]
        done = subprocess.run(
            [*command, "-s", script.name, f"http://{HOST}:{port}"], capture_output=True, text=True, check=True
        )
    said = json.loads(done.stdout.strip().splitlines()[-1])
    per_second = said["requests"] / (said["microseconds"] / 1e6)
    return Speed(said["requests"], per_second, said["p50"] / 1000, said["p99"] / 1000, said["errors"])


def _threads(port: int, paths: Sequence[str], concurrency: int, seconds: float) -> Speed:
    took: list[float] = []
    errors: list[str] = []
    until = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection, number = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT), first
        while time.perf_counter() < until:
            began = time.perf_counter()
            connection.request("GET", paths[number % len(paths)])
            response = connection.getresponse()
            response.read()
            took.append((time.perf_counter() - began) * 1000)
            if response.status != http.client.OK:
                errors.append(str(response.status))
            number += 1
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    per_second = len(took) / (time.perf_counter() - began)
    return Speed(len(took), per_second, statistics.median(took), p99, len(errors))


def cpu_seconds(pids: Sequence[int]) -> float:
    """Return what the processes have used of the processors since they began: neighbours do not disturb it."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def peaks_forgotten(pids: Sequence[int]) -> dict[int, int]:
    """Set the kernel's mark of the highest memory back; return what each process holds now, in kB."""
    held = {}
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
        held[pid] = _memory(pid, "VmRSS")
    return held


def highest_growth(held: dict[int, int]) -> float:
    """Return by how many MB the process that grew most has grown at its highest since then."""
    return max(_memory(pid, "VmHWM") - before for pid, before in held.items()) / 1024


def highest(held: dict[int, int]) -> float:
    """Return the highest memory of any of the processes since then, in MB."""
    return max(_memory(pid, "VmHWM") for pid in held) / 1024


def _memory(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
