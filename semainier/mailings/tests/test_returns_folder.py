"""The Maildir into which a mail server puts what comes back."""

import pytest

from semainier.mailings.models import Address
from semainier.mailings.services import returns, take_returns
from semainier.mailings.tests.factories import make_sent
from semainier.mailings.tests.returns import AUTOMATIC, IN_WORDS, POSTFIX, returned
from semainier.mailings.worker import periodic

pytestmark = pytest.mark.django_db


@pytest.fixture
def maildir(settings, tmp_path):
    """An empty Maildir that the installation watches."""
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    settings.RETURNS_DIR = str(tmp_path)
    return tmp_path


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_worker_looks_every_minute():
    assert [job.every_seconds for job in periodic if job.run is take_returns] == [60]


def test_what_is_understood_is_taken_and_removed(maildir):
    mails = [make_sent(to_email=f"a{number}@a.example") for number in range(2)]
    for number, mail in enumerate(mails):
        (maildir / "new" / f"{number}.mx").write_bytes(returned(POSTFIX, mail.message_id))

    assert take_returns() == 2

    assert (_names(maildir / "new"), _names(maildir / "cur")) == ([], [])
    assert set(Address.objects.values_list("email", flat=True)) == {"a0@a.example", "a1@a.example"}


def test_automatic_replies_are_removed(maildir):
    (maildir / "new" / "1.mx").write_bytes(returned(AUTOMATIC, "<x@y.example>"))

    assert take_returns() == 1
    assert (_names(maildir / "new"), _names(maildir / "cur")) == ([], [])


def test_what_a_person_must_read_is_left_unread_and_stops_nothing(maildir, caplog):
    mail = make_sent()
    (maildir / "new" / "1.mx").write_bytes(b"\x00\xff" * 100)
    (maildir / "new" / "2.mx").write_bytes(returned(IN_WORDS, "<x@y.example>"))
    (maildir / "new" / "3.mx").write_bytes(returned(POSTFIX, mail.message_id))

    assert take_returns() == 1

    assert (_names(maildir / "new"), _names(maildir / "cur")) == ([], ["1.mx:2,", "2.mx:2,"])
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert Address.objects.get().is_suspended


def test_what_is_left_is_not_read_again(maildir):
    (maildir / "new" / "1.mx").write_bytes(b"odd")
    take_returns()

    assert take_returns() == 0
    assert _names(maildir / "cur") == ["1.mx:2,"]


def test_file_that_was_taken_before_a_crash_is_taken_again_without_harm(maildir):
    content = returned(POSTFIX, make_sent().message_id)
    for _time in range(2):
        (maildir / "new" / "1.mx").write_bytes(content)
        take_returns()

    assert Address.objects.count() == 1


def test_a_round_takes_no_more_than_it_can(maildir, monkeypatch):
    monkeypatch.setattr(returns, "AT_ONCE", 2)
    for number in range(3):
        (maildir / "new" / f"{number}.mx").write_bytes(b"odd")

    take_returns()

    assert _names(maildir / "new") == ["2.mx"]


def test_without_a_folder_nothing_is_done(settings):
    settings.RETURNS_DIR = ""

    assert take_returns() == 0


def test_folder_that_is_none_is_the_jobs_error(settings, tmp_path):
    settings.RETURNS_DIR = str(tmp_path / "missing")

    with pytest.raises(FileNotFoundError):
        take_returns()
