"""What the doctor finds in the outbox."""

import datetime as dt
from pathlib import Path

import pytest

from semainier.core import clock
from semainier.core.doctor import checks
from semainier.mailings.doctor import look_at_outbox, look_at_way_out
from semainier.mailings.models import WorkerBeat
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail

pytestmark = pytest.mark.django_db


def ill(look) -> list[str]:
    """Return the advice for what is not well."""
    return [finding.advice for finding in look() if not finding.is_well]


def minutes_ago(number: float) -> dt.datetime:
    return clock.now() - dt.timedelta(minutes=number)


def test_doctor_asks_both():
    assert {look_at_way_out, look_at_outbox} <= set(checks)


def test_quiet_outbox_is_well():
    assert len(list(look_at_outbox())) == 4
    assert ill(look_at_outbox) == []


@pytest.mark.parametrize(("age", "expected"), [(0.5, []), (2, ["semainier serve"])])
def test_worker_that_fell_silent_is_named(age, expected):
    WorkerBeat.objects.create(worker="here:1", beat_at=minutes_ago(age))

    assert ill(look_at_outbox) == expected


@pytest.mark.parametrize(("age", "expected"), [(4, []), (6, ["semainier serve"])])
def test_mail_that_waits_asks_for_a_worker(age, expected):
    make_mail(next_attempt_at=minutes_ago(age))

    assert ill(look_at_outbox) == expected


def test_mail_that_waits_beside_a_worker_leads_to_the_outbox():
    WorkerBeat.objects.create(worker="here:1")
    make_mail(next_attempt_at=minutes_ago(6))

    assert ill(look_at_outbox) == ["http://localhost:8000/bureau/courriels/"]


def test_doubts_and_fresh_failures_are_counted():
    make_mail(state=State.IN_DOUBT)
    make_mail(state=State.FAILED)
    make_mail(state=State.FAILED, created_at=minutes_ago(8 * 24 * 60))

    found = [finding.what.split()[-1] for finding in look_at_outbox() if not finding.is_well]
    assert found == ["1", "1"]


def test_questions_do_not_grow_with_the_outbox(django_assert_num_queries):
    for _number in range(3):
        make_mail(state=State.IN_DOUBT)

    with django_assert_num_queries(4):
        list(look_at_outbox())


def test_address_that_makes_no_sense_is_said(settings):
    for address in ("carrier-pigeon://x", "smtp://host:port"):
        settings.EMAIL_URL = address

        assert len(ill(look_at_way_out)) == 1


def test_password_of_the_server_is_not_shown(settings):
    settings.EMAIL_URL = "smtps://sender:secret@mail.example:465"

    found = list(look_at_way_out())

    assert [finding.is_well for finding in found] == [True]
    assert "smtps://mail.example" in found[0].what
    assert "secret" not in found[0].what


def test_folder_is_well_on_a_trial_only(settings, folder: Path):
    assert ill(look_at_way_out) == []

    settings.SEMAINIER_URL = "https://semaine.example"

    assert ["EMAIL_URL" in advice for advice in ill(look_at_way_out)] == [True]


def test_folder_that_is_a_file_is_named(folder: Path):
    folder.touch()

    assert [str(folder) in advice for advice in ill(look_at_way_out)] == [True]
