"""A mailing of 770 whose workers are killed at any moment: none lost, none doubled, each one cut off in doubt."""

import asyncio
import random
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from semainier.mailings.message import build_message
from semainier.mailings.models import Mail
from semainier.mailings.states import Priority
from semainier.mailings.tests.factories import make_mail
from semainier.mailings.tests.outside import Outside

ROUNDS = 20
# As many members as a large federation has.
MAILS = 770
pytestmark = pytest.mark.slow


@pytest.fixture
def mailing(outside: Outside) -> list[Mail]:
    return [
        make_mail(to_email=f"a{number}@a.example", batch="rally:1", priority=Priority.BULK)
        for number in range(MAILS)
    ]


def kill_workers(outside: Outside, email_url: str, folder: Path) -> str:
    """Kill workers one after the other; return the seed and how many files they left, for the message of a failure."""
    seed = random.randrange(10**6)  # noqa: S311 -- chooses moments, guards nothing
    command = ("-m", "semainier.mailings.tests.kill_rounds", str(ROUNDS), str(seed), str(folder))
    killer = outside.start(*command, email_url=email_url)
    printed, _nothing = killer.communicate(timeout=60)
    assert killer.returncode == 0, f"seed {seed}"
    return f"seed {seed}, {printed} files"


def test_into_a_folder_none_is_lost_or_doubled(outside, folder, settings, mailing):
    told = kill_workers(outside, settings.EMAIL_URL, folder)
    assert any(folder.iterdir()), f"{told}: no worker lived long enough to send anything"

    last = outside.start_worker(settings.EMAIL_URL)

    assert outside.wait_until(lambda: set(outside.states().values()) == {"sent"}), told
    assert outside.stop(last) == 0
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert kept == {f"{mail.message_id.strip('<>')}.eml": bytes(build_message(mail)) for mail in mailing}


class Inbox:
    """A server that takes its time while workers are killed, so that some die with a mail in their hands."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.seconds = 0.03

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd calls it so
        self.received[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        await asyncio.sleep(self.seconds)
        return "250 kept"


def test_by_smtp_none_is_lost_and_each_one_cut_off_is_in_doubt(outside, smtp_server, mailing, tmp_path):
    inbox = Inbox()
    url = smtp_server(inbox)
    told = kill_workers(outside, url, tmp_path / "none")
    cut_off = {one for one, state in outside.states().items() if state == "sending"}
    assert cut_off, f"{told}: no worker died with a mail in its hands"
    inbox.seconds = 0

    last = outside.start_worker(url, clock_shift_days=1)  # the mails of the dead are taken for cut off

    assert outside.wait_until(lambda: set(outside.states().values()) == {"sent", "in_doubt"}), told
    assert outside.stop(last) == 0
    assert {one for one, state in outside.states().items() if state == "in_doubt"} == cut_off, told
    assert {m.message_id for m in mailing} - set(inbox.received) <= cut_off, told
    assert set(inbox.received.values()) == {1}, told
