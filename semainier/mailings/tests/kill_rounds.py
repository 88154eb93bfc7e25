"""Run by test_worker_killed.py: start workers, kill each at a random moment (SIGKILL); print the mails in the folder.

`kill_rounds ROUNDS SEED [FOLDER]`. Between two rounds no file that a worker left may have changed: a mail written
twice would show here.
"""

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import django

django.setup()

from semainier.mailings.worker import run_worker  # noqa: E402 -- the apps are ready only now


def kill_one(seconds: float) -> None:
    """Kill a worker that many seconds after it set to work."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(said, b".")
        run_worker(stop=threading.Event())
        os._exit(0)
    os.read(heard, 1)
    os.close(heard)
    os.close(said)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("*.eml")}


def main(rounds: int, seed: int, folder: Path) -> None:
    moments = random.Random(seed)  # noqa: S311 -- chooses moments, guards nothing
    before: dict[str, tuple[int, int]] = {}
    for _round in range(rounds):
        # Often soon after the start, sometimes in full swing.
        kill_one(moments.uniform(0.02, 0.12) if moments.random() < 0.5 else moments.uniform(0.1, 0.7))
        after = files_of(folder)
        assert before.items() <= after.items(), "a mail was written twice"
        before = after
    sys.stdout.write(str(len(before)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
