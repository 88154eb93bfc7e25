"""An operator's day: set up, serve, look, save while people write, restore elsewhere, stop."""

import shutil
import signal
import socket
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.operator import Installation, children, fetch, free_port, wait_until_gone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("operator") / "first")
    made.set_up()
    return made


@pytest.fixture
def place(prepared: Installation, tmp_path: Path) -> Installation:
    """A fresh copy of an installation that has been set up."""
    shutil.copytree(prepared.folder, tmp_path / "place")
    return Installation(tmp_path / "place")


def test_empty_folder_is_refused_and_the_command_named(tmp_path: Path) -> None:
    done = Installation(tmp_path / "empty").run("serve")

    assert done.returncode == 1
    assert "semainier setup" in done.stderr
    assert str(tmp_path / "empty" / "var") in done.stderr
    assert "Traceback" not in done.stderr


def test_place_without_federation_is_refused(tmp_path: Path) -> None:
    place = Installation(tmp_path / "empty")
    Installation(
        place.folder, program=(sys.executable, "-P", "-m", "django"), DJANGO_SETTINGS_MODULE="config.settings"
    ).run("migrate")

    done = place.run("serve")

    assert (done.returncode, "semainier setup" in done.stderr) == (1, True)


def test_doctor_of_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    done = Installation(tmp_path / "empty").run("doctor")

    assert (done.returncode, "semainier setup" in done.stdout) == (1, True)


def test_setting_that_makes_no_sense_is_a_misuse(place: Installation) -> None:
    for name, value in {
        "SEMAINIER_PORT": "abc",
        "DATABASE_URL": "oracle://x",
        "SEMAINIER_DEBUG": "maybe",
    }.items():
        done = place.run("doctor", **{name: value})

        assert done.returncode == 2, name
        assert name in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_file_that_is_no_database_is_a_sentence(place: Installation) -> None:
    (place.var / "semainier.sqlite3").write_bytes(b"no database at all" * 100)

    done = place.run("serve")

    assert (done.returncode, "semainier doctor" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def test_old_database_is_refused_then_upgraded_after_an_archive(place: Installation) -> None:
    with closing(sqlite3.connect(place.var / "semainier.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'usersessions'")
        database.execute("DROP TABLE usersessions_usersession")

    refused = place.run("serve")
    upgraded = place.run("upgrade")

    assert (refused.returncode, "semainier upgrade" in refused.stderr) == (1, True)
    assert upgraded.returncode == 0, upgraded.stderr
    assert len(list((place.var / "backups").glob("before-upgrade-*.tar.gz"))) == 1
    assert place.run("doctor").returncode == 0


def test_upgrade_of_what_is_up_to_date_changes_nothing(place: Installation) -> None:
    done = place.run("upgrade")

    assert done.returncode == 0
    assert not (place.var / "backups").exists()


def test_second_setup_sends_the_link_again_until_somebody_came(place: Installation) -> None:
    done = place.run("setup", "--federation", "Autre nom", "--email", "tete@federation.example")

    with closing(sqlite3.connect(place.var / "semainier.sqlite3")) as database:
        names = database.execute("SELECT name FROM organisations_organisation").fetchall()
        links = database.execute(
            "SELECT count(*) FROM organisations_invitation WHERE revoked_at IS NULL"
        ).fetchone()
    assert (done.returncode, names, links) == (0, [("Union d’essai",)], (1,))
    assert "/invitation/" in done.stdout


def test_setup_without_answers_is_a_misuse(tmp_path: Path) -> None:
    done = Installation(tmp_path / "empty").run("setup")

    assert done.returncode == 2
    assert "--federation" in done.stderr


def test_everything_under_var_is_closed_to_others(place: Installation) -> None:
    place.run("doctor")

    files = {stat.S_IMODE(path.stat().st_mode) for path in place.var.rglob("*") if path.is_file()}
    assert files == {0o600}
    assert stat.S_IMODE(place.var.stat().st_mode) == 0o700


def test_doctor_names_what_is_open(place: Installation) -> None:
    (place.var / "secret_key").chmod(0o644)

    done = place.run("doctor")

    assert done.returncode == 1
    assert f"chmod 600 {place.var}/secret_key" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_server_and_worker(number: signal.Signals, place: Installation) -> None:
    with place.serving(SEMAINIER_PORT=str(free_port())) as (process, address):
        family = children(process.pid)
        assert fetch(f"{address}sante/")[0] == 200

        process.send_signal(number)

        assert process.wait(timeout=30) == 0
        assert len(family) >= 4
        assert wait_until_gone(family) == []


def test_port_asked_for_and_taken_is_one_sentence(place: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = place.run("serve", SEMAINIER_PORT=port)

    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_default_port_moves_to_the_next_free_one_and_addresses_follow(place: Installation) -> None:
    with blocked(8000), place.serving() as (process, address):
        assert fetch(f"{address}sante/")[0] == 200
        environment = Path(f"/proc/{children(process.pid)[0]}/environ").read_bytes()

    port = address.rstrip("/").rpartition(":")[2]
    assert int(port) > 8000
    assert f"SEMAINIER_PORT={port}".encode() in environment


@contextmanager
def blocked(port: int) -> Iterator[None]:
    """Hold a port, unless another program holds it already."""
    try:
        holder = socket.create_server(("127.0.0.1", port))
    except OSError:
        yield
        return
    with holder:
        yield


def test_demonstration_is_never_public(place: Installation) -> None:
    done = place.run("serve", SEMAINIER_DEMO="1", SEMAINIER_HOST="0.0.0.0")  # noqa: S104 -- must be refused

    assert done.returncode == 1
    assert "0.0.0.0" in done.stderr  # noqa: S104 -- must be named


def test_backup_while_people_write_comes_back_on_an_empty_machine(
    place: Installation, tmp_path: Path
) -> None:
    archive, elsewhere = tmp_path / "all.tar.gz", Installation(tmp_path / "elsewhere")
    with place.serving(SEMAINIER_PORT=str(free_port())) as (_process, address), writing(place.var) as count:
        saved = place.run("backup", str(archive))
        after = count[0]
        assert fetch(f"{address}sante/")[0] == 200
    restored = elsewhere.run("restore", str(archive))

    with closing(sqlite3.connect(elsewhere.var / "semainier.sqlite3")) as database:
        a, b = database.execute(
            "SELECT (SELECT count(*) FROM load_a), (SELECT count(*) FROM load_b)"
        ).fetchone()
    assert (saved.returncode, restored.returncode) == (0, 0), saved.stderr + restored.stderr
    assert 0 < a == b <= after
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert (elsewhere.var / "secret_key").read_text() == (place.var / "secret_key").read_text()
    with elsewhere.serving(SEMAINIER_PORT=str(free_port())) as (_process, address):
        assert fetch(f"{address}sante/")[0] == 200
    assert place.run("restore", str(archive)).returncode == 1


@contextmanager
def writing(var: Path) -> Iterator[list[int]]:
    """Write pairs of rows into two tables, each pair in one transaction, as fast as it goes."""
    path, stop, count = var / "semainier.sqlite3", threading.Event(), [0]
    with closing(sqlite3.connect(path, timeout=30)) as database, database:
        database.execute("CREATE TABLE load_a (n)")
        database.execute("CREATE TABLE load_b (n)")

    def go_on() -> None:
        while not stop.is_set():
            with closing(sqlite3.connect(path, timeout=30)) as database, database:
                database.execute("INSERT INTO load_a VALUES (1)")
                database.execute("INSERT INTO load_b VALUES (1)")
            count[0] += 1

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield count
    finally:
        stop.set()
        thread.join()
