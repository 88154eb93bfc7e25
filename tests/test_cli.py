"""The command line itself: what it lists, what it refuses, with which exit status."""

import os
import socket
from collections.abc import Iterator

import pytest

from semainier import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unchanged_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undo what a command sets for its own process."""
    for name in ("SEMAINIER_PORT", "SEMAINIER_HOST", "SEMAINIER_DEMO"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    old = os.umask(0o077)
    yield
    os.umask(old)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["--help"])

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert status == 0
    assert listed == [
        "demo", "setup", "serve", "worker", "returned", "upgrade", "import",
        "export", "bilan", "backup", "restore", "move", "erase", "doctor",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [[], ["serv"]])
def test_no_command_or_an_unknown_one_is_a_misuse(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert "doctor" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "way"),
    [(["import", "people"], "semainier import organisations"), (["export"], "semainier export person")],
)
def test_import_and_export_need_a_kind(
    arguments: list[str], way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert way in capsys.readouterr().err


def test_missing_argument_is_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["backup"])

    assert end.value.code == 2
    assert "usage: semainier backup" in capsys.readouterr().err


def test_refusal_is_a_sentence_and_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["restore", "missing.tar.gz"]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 3


def test_help_of_a_command_shows_no_option_of_django(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["backup", "--help"])

    shown = capsys.readouterr().out
    assert end.value.code == 0
    assert "--settings" not in shown
    assert "--traceback" not in shown


def test_port_asked_for_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("SEMAINIER_PORT", port)

        cli.choose_port()

    assert os.environ["SEMAINIER_PORT"] == port


def test_every_listed_command_exists() -> None:
    told = {f"{name}_{kind}" for name, kinds in cli.KINDS.items() for kind in kinds}
    names = {*told, *cli.COMMANDS} - cli.KINDS.keys()

    assert sorted(names - set(cli.get_commands())) == []
