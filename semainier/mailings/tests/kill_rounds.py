"""Run by test_worker_killed.py: start workers, kill each with SIGKILL at a random moment, print how many were.

Between two rounds no file that a worker left may have changed: a mail written twice would show here.
"""

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import django


def kill_one(seconds: float) -> None:
    child = os.fork()
    if child == 0:
        from semainier.mailings.worker import run_worker  # noqa: PLC0415 -- each worker starts afresh

        run_worker(stop=threading.Event())
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("*.eml")}


def main(folder: Path, rounds: int, seed: int) -> None:
    moments = random.Random(seed)
    before: dict[str, tuple[int, int]] = {}
    for _round in range(rounds):
        kill_one(moments.uniform(0.02, 0.12))
        after = files_of(folder)
        assert before.items() <= after.items(), "a mail was written twice"
        before = after
    print(len(before))


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
