"""A sending to 770 recipients whose workers are killed again and again: nothing lost, nothing doubled."""

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.core import clock
from semainier.mailings.tests.outside import Outside
from semainier.organisations.models import Family, Membership, Organisation
from semainier.rally.tests.factories import draft_of, list_all, send
from semainier.report.tests.factories import make_members

ROUNDS = 8
RECIPIENTS = 770


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.EMAIL_URL = f"folder://{tmp_path / 'mails'}"
    return tmp_path / "mails"


@pytest.fixture
def outside(transactional_db: None, tmp_path: Path) -> Iterator[Outside]:
    """Workers in processes of their own, on a database that they share with the test."""
    workers = Outside(tmp_path)
    yield workers
    workers.end()


@pytest.fixture
def crowd(edition: Edition, family: Family) -> Edition:
    """An edition with 770 silent organisations, every second one with a person."""
    made = make_members(RECIPIENTS, [family], departments=["33", "59"])
    for number, organisation in enumerate(made):
        organisation.email = f"boite-{number}@habitat.example"
    Organisation.objects.bulk_update(made, ["email"])
    users = User.objects.bulk_create(
        User(email=f"personne-{n}@habitat.example", name=f"Personne {n}") for n in range(RECIPIENTS // 2)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role="referent")
        for user, organisation in zip(users, made, strict=False)
    )
    list_all(edition, made)
    return edition


def rows(outside: Outside, statement: str) -> list[tuple[object, ...]]:
    """Ask the database that the workers write to."""
    if connection.vendor == "sqlite":
        database = sqlite3.connect(outside.file)
        try:
            return database.execute(statement).fetchall()
        finally:
            database.close()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.slow
def test_killed_workers_hand_over_every_mail_once(outside, folder, settings, crowd, fede):
    with clock.at(dt.datetime.now(tz=dt.UTC)):
        sending = send(fede, draft_of(crowd))
    seed = random.randrange(10**6)  # noqa: S311 -- chooses moments, guards nothing
    command = ("-m", "semainier.rally.tests.kill_rounds", str(folder), str(ROUNDS), str(seed))

    killer = outside.start(*command, email_url=settings.EMAIL_URL)
    printed, _nothing = killer.communicate(timeout=150)
    last = outside.start_worker(settings.EMAIL_URL)

    assert killer.returncode == 0, f"seed {seed}"
    assert int(printed) > 0, f"seed {seed}: no worker lived long enough to send anything"
    sent = "SELECT count(*) FROM mailings_mail WHERE state = 'sent' AND topic = 'rally'"
    assert outside.wait_until(lambda: rows(outside, sent) == [(sending.mails,)]), f"seed {seed}"
    assert outside.stop(last) == 0
    assert sending.mails == len(list(folder.iterdir())) == RECIPIENTS
    assert rows(outside, "SELECT count(DISTINCT recipient_email), count(*) FROM mailings_mail") == [
        (770, 770)
    ]
    assert rows(outside, "SELECT count(DISTINCT mail_id) FROM rally_recipient") == [(770,)]
