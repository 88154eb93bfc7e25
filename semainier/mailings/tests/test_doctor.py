"""What the doctor finds in the outbox."""

import datetime as dt
from pathlib import Path

import pytest

from semainier.core import clock
from semainier.core.doctor import checks
from semainier.mailings.doctor import look_at_addresses, look_at_incoming, look_at_outbox, look_at_way_out
from semainier.mailings.models import WorkerBeat
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_address, make_mail

pytestmark = pytest.mark.django_db


def ill(look) -> list[str]:
    """Return the advice for what is not well."""
    return [finding.advice for finding in look() if not finding.is_well]


def minutes_ago(number: float) -> dt.datetime:
    return clock.now() - dt.timedelta(minutes=number)


def test_doctor_asks_them_all():
    assert {look_at_way_out, look_at_outbox, look_at_incoming, look_at_addresses} <= set(checks)


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


def test_mails_in_a_folder_have_no_way_back(settings):
    assert list(look_at_incoming()) == []


def test_server_whose_returns_nobody_hears_is_named(settings):
    settings.EMAIL_URL = "smtp://localhost:25"

    assert ill(look_at_incoming) == [
        "Fixez SEMAINIER_MAIL_PROVIDER ou SEMAINIER_RETURNS_DIR\u00a0: voir docs/operations.md."
    ]


@pytest.mark.parametrize(
    ("secret", "expected"),
    [("x", []), ("", ["Fixez SEMAINIER_MAIL_EVENTS_SECRET et donnez-le au prestataire."])],
)
def test_provider_needs_a_secret(settings, secret, expected):
    settings.EMAIL_URL, settings.MAIL_PROVIDER, settings.MAIL_EVENTS_SECRET = (
        "smtp://localhost",
        "brevo",
        secret,
    )

    (finding,) = look_at_incoming()

    assert finding.what == "Les événements de brevo arrivent à http://localhost:8000/courriels/evenements/"
    assert ill(look_at_incoming) == expected


def test_provider_that_is_not_known_is_named(settings):
    settings.MAIL_PROVIDER = "pigeon"

    assert ill(look_at_incoming)[0].startswith("SEMAINIER_MAIL_PROVIDER='pigeon'")


@pytest.mark.parametrize(("parts", "ills"), [(["new", "cur", "tmp"], 0), (["new"], 1), ([], 1)])
def test_folder_of_returns_is_a_maildir(settings, tmp_path, parts, ills):
    settings.EMAIL_URL, settings.RETURNS_DIR = "smtp://localhost", str(tmp_path)
    for part in parts:
        (tmp_path / part).mkdir()

    assert len(ill(look_at_incoming)) == ills


def test_suspended_addresses_are_counted_and_not_ill():
    make_address("a@a.example")
    make_address("b@a.example", suspended_at=None)

    (finding,) = look_at_addresses()

    assert (finding.what, finding.is_well) == ("Adresses suspendues\u00a0: 1", True)


def test_returned_mails_that_wait_for_a_person_are_counted(settings, tmp_path):
    settings.RETURNS_DIR = str(tmp_path)
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1:2,").touch()
    (tmp_path / "cur" / "2:2,S").touch()

    _suspended, waiting = look_at_addresses()

    assert (waiting.what[-1], waiting.is_well, waiting.advice) == ("1", False, str(tmp_path / "cur"))
