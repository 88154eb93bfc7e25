"""A worker that dies before or after any of its steps: the next one puts it right."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

import pytest
from django.db import connection

from semainier.core import clock
from semainier.mailings.services import send_due
from semainier.mailings.states import Priority, State
from semainier.mailings.tests.factories import Notebook, make_mail
from semainier.mailings.transports import FolderTransport, Transport

pytestmark = pytest.mark.django_db
MOST_STEPS = 200


class DeathError(BaseException):
    """No `except Exception` of ours catches the end of the process."""


class Steps:
    """Count the steps of a worker and let it die at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise DeathError

    @contextmanager
    def counted(self) -> Iterator[None]:
        def statement(execute, *said):
            self.step()
            done = execute(*said)
            self.step()
            return done

        with connection.execute_wrapper(statement):
            yield


def lame(way_out: type[Transport], steps: Steps, *parts: str) -> type[Transport]:
    """Return the way out with a step before and after each of its parts."""

    def stepping(part: str) -> Callable[..., object]:
        def do(self, *said):
            steps.step()
            done = getattr(super(Lame, self), part)(*said)
            steps.step()
            return done

        return do

    Lame = type("Lame", (way_out,), {part: stepping(part) for part in parts})  # noqa: N806 -- a class
    return Lame


def run_to_death(transport: Transport, steps: Steps) -> bool:
    """Let a worker send until it dies; return whether it did."""
    try:
        with steps.counted():
            send_due(transport=transport)
    except DeathError:
        return True
    return False


class OnPaper(Notebook):
    """Nobody can tell what became of a mail that was under way."""

    lease: ClassVar[dt.timedelta] = dt.timedelta(minutes=10)


def after(transport: type[Transport]):
    return clock.at(clock.now() + transport.lease + dt.timedelta(seconds=1))


def test_in_a_folder_every_mail_is_there_once(folder):
    deaths = 0
    for last in range(1, MOST_STEPS):
        mails = [make_mail(priority=Priority.BULK) for _number in range(2)]
        steps = Steps(last)
        died = run_to_death(
            lame(FolderTransport, steps, "_write", "_link", "_flush_names")(str(folder)), steps
        )
        with after(FolderTransport):
            send_due(transport=FolderTransport(str(folder)))

        for mail in mails:
            mail.refresh_from_db()
        assert [mail.state for mail in mails] == [State.SENT] * 2, f"step {last}"
        deaths += died
        if not died:
            break
    assert len(list(folder.iterdir())) == 2 * last
    assert deaths > 30


def test_by_a_line_none_is_lost_and_each_one_cut_off_is_in_doubt():
    for last in range(1, MOST_STEPS):
        mails = [make_mail(priority=Priority.BULK) for _number in range(2)]
        steps = Steps(last)
        first, second = lame(OnPaper, steps, "deliver")(), OnPaper()
        died = run_to_death(first, steps)
        with after(OnPaper):
            send_due(transport=second)

        for mail in mails:
            mail.refresh_from_db()
            received = (first.ids + second.ids).count(mail.message_id)
            assert (mail.state, received) in {(State.SENT, 1), (State.IN_DOUBT, 0), (State.IN_DOUBT, 1)}, (
                f"step {last}"
            )
        if not died:
            break
    assert last > 20
