"""Run by test_worker_killed.py: kill workers at random moments while a sending is handed over; print how many mails left.

A killed job stays locked for an hour; the script lets that hour pass at once, so that the next worker takes it up.
"""

import random
import sys
from pathlib import Path

from semainier.mailings.tests.kill_rounds import files_of, kill_one  # isort: skip -- sets Django up

from django.db import connections

from semainier.core import clock
from semainier.mailings.models import JobRun
from semainier.mailings.worker import periodic

# On a machine that is busy with other things: until one worker has lived long enough to write something.
MORE_ROUNDS = 15


def free_the_job() -> None:
    """Let the lease of the dead worker end, and leave no connection for the next one to inherit."""
    JobRun.objects.filter(name="rally.dispatch").update(started_at=None, next_run_at=clock.now())
    connections.close_all()


def main(folder: Path, rounds: int, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311 -- chooses moments, guards nothing
    periodic[:] = [job for job in periodic if job.name == "rally.dispatch"]
    before: dict[str, tuple[int, int]] = {}
    for number in range(rounds + MORE_ROUNDS):
        if number >= rounds and before:
            break
        free_the_job()
        kill_one(moments.uniform(0.2, 0.6 + 0.25 * number))  # longer and longer: a busy machine is slow
        after = files_of(folder)
        assert before.items() <= after.items(), "a mail was written twice"
        before = after
    free_the_job()
    sys.stdout.write(str(len(before)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
