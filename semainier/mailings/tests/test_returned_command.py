"""`semainier returned`: from a file, or from the pipe of a mail server."""

import io
import sys
from types import SimpleNamespace

import pytest

from semainier import cli
from semainier.mailings.models import Address
from semainier.mailings.tests.factories import make_sent
from semainier.mailings.tests.returns import AUTOMATIC, POSTFIX, returned

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    """Return a function that runs the command: its status, what it says, what it complains of."""

    def run_it(*arguments):
        status = cli.main(["returned", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out.replace("\u00a0", " ").strip(), said.err.splitlines()[1:]

    return run_it


def test_file_is_read_and_its_word_taken(run, tmp_path):
    mail = make_sent()
    file = tmp_path / "back.eml"
    file.write_bytes(returned(POSTFIX, mail.message_id))

    assert run(file) == (0, f"{mail.message_id} : revenu", [])
    assert Address.objects.get().is_suspended


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_pipe_is_read(run, monkeypatch, arguments):
    content = returned(POSTFIX, make_sent().message_id)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    assert run(*arguments)[0] == 0
    assert Address.objects.get().is_suspended


def test_automatic_reply_is_well_and_asks_for_nothing(run, tmp_path):
    file = tmp_path / "absent.eml"
    file.write_bytes(returned(AUTOMATIC, "<x@y.example>"))

    assert run(file) == (0, "Une réponse automatique, pas un courriel revenu.", [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x01", "Ce n’est pas un courriel : il n’a pas d’en-tête."),
        (returned(POSTFIX, "<x@y.example>"), "Le courriel revenu n’est pas de cette installation."),
    ],
)
def test_odd_file_is_refused_in_words(run, tmp_path, content, sentence):
    file = tmp_path / "odd"
    file.write_bytes(content)

    status, out, complaints = run(file)

    assert (status, out, [line.replace("\u00a0", " ") for line in complaints]) == (1, "", [sentence])


@pytest.mark.parametrize("name", ["missing.eml", "."])
def test_file_that_cannot_be_read_is_named(run, tmp_path, name):
    status, out, complaints = run(tmp_path / name)

    assert (status, out, len(complaints)) == (1, "", 1)
    assert complaints[0].startswith(str(tmp_path))
