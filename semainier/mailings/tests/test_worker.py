"""The worker: timed jobs one at a time, signs of life, a clean end."""

import datetime as dt
import threading

import pytest

from semainier.core import clock
from semainier.mailings import worker
from semainier.mailings.models import JobRun, WorkerBeat
from semainier.mailings.states import Priority
from semainier.mailings.tests.factories import make_mail
from semainier.mailings.worker import PeriodicJob, beat, run_due_jobs, run_job


class Counts:
    def __init__(self, *, fails=False):
        self.fails, self.runs = fails, 0

    def __call__(self):
        self.runs += 1
        if self.fails:
            raise LookupError("nothing there")


@pytest.fixture
def jobs(monkeypatch):
    """Return a function that puts a job into an otherwise empty list."""
    monkeypatch.setattr(worker, "periodic", [])

    def add(run, name="tests.count", every_seconds=3600):
        worker.periodic.append(PeriodicJob(name, every_seconds, run))
        return worker.periodic[-1]

    return add


def _later(**delta):
    return clock.at(clock.now() + dt.timedelta(**delta))


@pytest.mark.django_db
def test_a_job_runs_when_its_turn_comes(jobs):
    count = Counts()
    jobs(count)

    assert [run_due_jobs(), run_due_jobs()] == [1, 0]
    with _later(minutes=59):
        assert run_due_jobs() == 0
    with _later(minutes=60):
        assert run_due_jobs() == 1
    assert count.runs == 2


@pytest.mark.django_db
def test_a_job_does_not_run_beside_itself(jobs):
    count = Counts()
    job = jobs(count)
    JobRun.objects.create(name=job.name, started_at=clock.now(), next_run_at=clock.now())

    assert run_job(job) is False
    with _later(hours=1, seconds=1):
        assert run_job(job) is True


@pytest.mark.django_db
def test_a_job_taken_meanwhile_is_left_to_the_other_worker(jobs):
    inner = Counts()
    job = PeriodicJob("tests.count", 3600, inner)
    outer = jobs(lambda: run_job(job))

    assert run_job(outer) is True
    assert inner.runs == 0


@pytest.mark.django_db
def test_a_job_that_fails_says_so_and_the_others_run(jobs):
    jobs(Counts(fails=True), "tests.bad")
    jobs(Counts(), "tests.good")

    assert run_due_jobs() == 2

    bad, good = JobRun.objects.order_by("name")
    assert (bad.last_error, bad.finished_at) == ("LookupError: nothing there", clock.now())
    assert (good.last_error, str(good)) == ("", "tests.good")


def test_the_outbox_is_purged_by_the_worker():
    assert "mailings.purge" in {job.name for job in worker.periodic}


@pytest.mark.django_db
def test_a_beat_replaces_the_one_before_and_old_workers_are_forgotten():
    WorkerBeat.objects.create(worker="gone:1", beat_at=clock.now() - dt.timedelta(days=2))
    beat()
    with _later(seconds=10):
        beat()
        now = clock.now()

    row = WorkerBeat.objects.get()
    assert (row.beat_at, str(row)) == (now, row.worker)


def test_a_round_that_fails_does_not_end_the_worker(monkeypatch, caplog):
    monkeypatch.setattr(worker, "PAUSE_AFTER_ERROR_SECONDS", 0)
    stop, rounds = threading.Event(), []

    def step():
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise LookupError("the database is away")
        stop.set()

    thread = threading.Thread(target=worker._repeat, args=(stop, 0, step))  # noqa: SLF001 -- the loop of both threads
    thread.start()
    thread.join()

    assert rounds == [0, 1]
    assert "a round of the worker failed" in caplog.text


@pytest.mark.slow
def test_a_worker_sends_a_code_within_five_seconds_and_stops_when_told(outside, folder, settings):
    for number in range(200):
        make_mail(subject=f"Mail {number}")
    code = make_mail(subject="Code", priority=Priority.CODE)
    process = outside.start_worker(settings.EMAIL_URL)

    assert outside.wait_until(folder.exists)
    assert outside.wait_until(lambda: outside.states()[code.message_id] == "sent", seconds=5)
    assert outside.stop(process) == 0

    states = list(outside.states().values())
    assert set(states) <= {"sent", "queued"}
    assert states.count("sent") == len(list(folder.glob("*.eml"))) == len(list(folder.iterdir()))
