"""Mails as files: whole or not at all, once, whatever a worker died of."""

import datetime as dt
import os
import stat

import pytest

from semainier.core import clock
from semainier.mailings.message import build_message
from semainier.mailings.services import send_due
from semainier.mailings.services.send import claim_next
from semainier.mailings.states import State
from semainier.mailings.tests.factories import make_mail
from semainier.mailings.transports import FolderTransport

pytestmark = pytest.mark.django_db


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _name(mail):
    return f"{mail.message_id.strip('<>')}.eml"


def _after_lease():
    return clock.at(clock.now() + FolderTransport.lease + dt.timedelta(seconds=1))


def test_a_mail_is_a_private_file_named_from_its_message_id(folder):
    mail = make_mail()

    send_due()

    assert _files(folder) == {_name(mail): bytes(build_message(mail))}
    assert stat.S_IMODE((folder / _name(mail)).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_worker_that_died_before_the_file_sends_again(folder):
    mail = make_mail()
    claim_next()

    with _after_lease():
        send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, list(_files(folder))) == (State.SENT, 2, [_name(mail)])


def test_a_worker_that_died_after_the_file_sent_it(folder):
    mail = make_mail()
    FolderTransport(str(folder)).deliver(build_message(claim_next()))
    before = (folder / _name(mail)).stat()

    with _after_lease():
        send_due()

    mail.refresh_from_db()
    after = (folder / _name(mail)).stat()
    assert (mail.state, mail.attempts) == (State.SENT, 1)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_leftover_of_a_worker_that_died_while_writing_is_removed(folder):
    mail = make_mail()
    claim_next()
    folder.mkdir()
    (folder / f".{_name(mail)}.0a1b2c3d").write_bytes(b"half a ma")

    with _after_lease():
        send_due()

    assert _files(folder) == {_name(mail): bytes(build_message(mail))}


def test_a_second_delivery_changes_nothing(folder):
    message, transport = build_message(make_mail()), FolderTransport(str(folder))
    transport.deliver(message)
    before = next(folder.iterdir()).stat()

    transport.deliver(message)

    after = next(folder.iterdir()).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_folder_that_cannot_be_written_is_tried_again(folder):
    folder.write_text("a file where the folder should be")
    mail = make_mail()

    send_due()

    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert mail.last_error.startswith("FileExistsError: ")


def test_a_file_system_without_links_keeps_the_promise(folder, monkeypatch):
    def no_links(_source, _target):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    mail = make_mail()

    send_due()

    assert _files(folder) == {_name(mail): bytes(build_message(mail))}
