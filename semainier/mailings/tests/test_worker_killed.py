"""A worker killed at any moment loses no mail and doubles none, with mails written to a folder."""

import random

import pytest

from semainier.mailings.message import build_message
from semainier.mailings.models import Mail
from semainier.mailings.tests.factories import make_mail

ROUNDS = 25
MAILS = 300


@pytest.mark.slow
def test_killed_workers_neither_lose_nor_double(outside, folder, settings):
    mails = [make_mail(subject=f"Mail {number}") for number in range(MAILS)]
    seed = random.randrange(10**6)  # noqa: S311 -- chooses moments, guards nothing
    command = ("-m", "semainier.mailings.tests.kill_rounds", str(folder), str(ROUNDS), str(seed))

    killer = outside.start(*command, email_url=settings.EMAIL_URL)
    printed, _nothing = killer.communicate(timeout=60)
    last = outside.start_worker(settings.EMAIL_URL)

    assert killer.returncode == 0, f"seed {seed}"
    assert int(printed) > 0, f"seed {seed}: no worker lived long enough to send anything"
    assert outside.wait_until(lambda: set(outside.states().values()) == {"sent"}), f"seed {seed}"
    assert outside.stop(last) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{m.message_id.strip('<>')}.eml" for m in mails
    )
    for mail in Mail.objects.all():
        assert (folder / f"{mail.message_id.strip('<>')}.eml").read_bytes() == bytes(build_message(mail))
