"""The worker: one thread sends mails within a second of their turn, another runs the timed jobs."""

import contextlib
import datetime as dt
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, connections
from django.db.models import F, Q

from semainier.core import clock
from semainier.mailings.models import JobRun, WorkerBeat
from semainier.mailings.services import purge_old_mails, send_due, take_returns
from semainier.mailings.transports import Transport, transport_from_settings

logger = logging.getLogger(__name__)

MAIL_POLL_SECONDS = 0.5
JOB_POLL_SECONDS = 5.0
BEAT_SECONDS = 10.0
PAUSE_AFTER_ERROR_SECONDS = 5.0
BEATS_KEPT = dt.timedelta(days=1)
# A job that has not come back after so long is taken for dead and may start again.
JOB_LEASE = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A timed job. `run` must do no harm when it runs twice; `name` is stable, `<app>.<what>`."""

    name: str
    every_seconds: int
    run: Callable[[], object]


# Apps append theirs in AppConfig.ready().
periodic: list[PeriodicJob] = [
    PeriodicJob("mailings.purge", 6 * 3600, purge_old_mails),
    PeriodicJob("mailings.returns", 60, take_returns),
]


def run_worker(*, stop: threading.Event) -> None:
    """Send mails and run timed jobs until `stop` is set; the mail under way is finished first.

    Errors are logged and the work goes on: a database that restarts does not end the worker.
    """
    logger.info("worker %s starts", _name())
    mails = _Mails(stop)
    jobs = threading.Thread(
        target=_repeat, args=(stop, JOB_POLL_SECONDS, run_due_jobs), name="semainier-jobs"
    )
    jobs.start()
    try:
        _repeat(stop, MAIL_POLL_SECONDS, mails.round)
    finally:
        stop.set()
        jobs.join()
        mails.end()
        logger.info("worker %s has stopped", _name())


def run_until_signal() -> None:
    """Run the worker in this process until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    run_worker(stop=stop)


def run_due_jobs() -> int:
    """Run the timed jobs whose turn has come and that no other worker has taken; return how many ran."""
    now = clock.now()
    known = dict(JobRun.objects.values_list("name", "next_run_at"))
    due = [job for job in periodic if job.name not in known or known[job.name] <= now]
    return sum(run_job(job) for job in due)


def run_job(job: PeriodicJob) -> bool:
    """Run a timed job if it is due and free; return whether it ran. Its error is logged and kept."""
    now = clock.now()
    JobRun.objects.get_or_create(name=job.name, defaults={"next_run_at": now})
    is_free = Q(started_at=None) | Q(finished_at__gte=F("started_at")) | Q(started_at__lt=now - JOB_LEASE)
    turn = JobRun.objects.filter(is_free, name=job.name, next_run_at__lte=now)
    if not turn.update(started_at=now, next_run_at=now + dt.timedelta(seconds=job.every_seconds)):
        return False
    error = ""
    try:
        job.run()
    except Exception as problem:  # one job must not stop the others
        logger.exception("timed job %s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"[:500]
    JobRun.objects.filter(name=job.name, started_at=now).update(finished_at=clock.now(), last_error=error)
    return True


def beat() -> None:
    """Give a sign of life; forget the workers that gave none for a day. Three statements."""
    now = clock.now()
    WorkerBeat.objects.update_or_create(worker=_name(), defaults={"beat_at": now})
    WorkerBeat.objects.filter(beat_at__lt=now - BEATS_KEPT).delete()


@dataclass(slots=True)
class _Mails:
    """One worker's way out, kept open while there is something to send, and its next sign of life."""

    stop: threading.Event
    transport: Transport = field(default_factory=transport_from_settings)
    next_beat: float = 0.0

    def round(self) -> None:
        if time.monotonic() >= self.next_beat:
            beat()
            self.next_beat = time.monotonic() + BEAT_SECONDS
        while send_due(limit=10, transport=self.transport, stop=self.stop) and not self.stop.is_set():
            if time.monotonic() >= self.next_beat:
                break

    def end(self) -> None:
        self.transport.close()
        with contextlib.suppress(DatabaseError):  # a sign of life left behind grows old by itself
            WorkerBeat.objects.filter(worker=_name()).delete()
        connections.close_all()


def _repeat(stop: threading.Event, seconds: float, step: Callable[[], object]) -> None:
    while not stop.is_set():
        pause = seconds
        try:
            step()
        except Exception:  # the worker outlives whatever happens to one round
            logger.exception("a round of the worker failed; it goes on in a moment")
            connections.close_all()
            pause = PAUSE_AFTER_ERROR_SECONDS
        stop.wait(pause)
    connections.close_all()


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
