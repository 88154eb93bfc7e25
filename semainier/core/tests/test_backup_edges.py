"""Backup at its edges: without media, with links, into a folder that is not there, with an older key."""

import json
import tarfile
from pathlib import Path

import pytest

from semainier.core.backup import make_archive, media_files, run_client
from semainier.core.errors import Conflict, DomainError
from semainier.core.restore import refuse_used_place, restore_archive
from semainier.core.tests.test_backup import place, sqlite_place

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def members(archive: Path) -> list[str]:
    with tarfile.open(archive) as opened:
        return opened.getnames()


def test_the_manifest_comes_last_and_tells_sizes(place, tmp_path: Path):
    manifest = make_archive(place, tmp_path / "a.tar.gz")

    assert members(tmp_path / "a.tar.gz")[-1] == "manifest.json"
    with tarfile.open(tmp_path / "a.tar.gz") as opened:
        assert json.load(opened.extractfile("manifest.json")) == manifest
        sizes = {member.name: member.size for member in opened if member.name != "manifest.json"}
    assert {name: said["size"] for name, said in manifest["files"].items()} == sizes


def test_a_place_without_media_comes_back_without(place, tmp_path: Path):
    for path in list(media_files(place.media)):
        path.unlink()
    there = sqlite_place(tmp_path / "there")

    make_archive(place, tmp_path / "a.tar.gz")
    restore_archive(there, tmp_path / "a.tar.gz")

    assert members(tmp_path / "a.tar.gz") == ["database.sqlite3", "secret_key", "manifest.json"]
    assert list(media_files(there.media)) == []


def test_a_link_among_the_media_is_not_followed(place, tmp_path: Path):
    (tmp_path / "secret").write_text("of another")
    (place.media / "link.jpg").symlink_to(tmp_path / "secret")

    make_archive(place, tmp_path / "a.tar.gz")

    assert "media/link.jpg" not in members(tmp_path / "a.tar.gz")


def test_a_folder_that_is_missing_is_named(place, tmp_path: Path):
    with pytest.raises(DomainError) as refusal:
        make_archive(place, tmp_path / "nowhere" / "a.tar.gz")

    assert refusal.value.code == "backup.unwritable"
    assert "nowhere" in refusal.value.message


def test_two_backups_into_one_name_do_not_mix(place, tmp_path: Path):
    (tmp_path / "a.tar.gz.part").write_text("of another that runs")

    with pytest.raises(DomainError) as refusal:
        make_archive(place, tmp_path / "a.tar.gz")

    assert refusal.value.code == "backup.unwritable"
    assert (tmp_path / "a.tar.gz.part").read_text() == "of another that runs"


def test_what_was_restored_can_be_saved_again(place, tmp_path: Path):
    there = sqlite_place(tmp_path / "there")
    first = make_archive(place, tmp_path / "a.tar.gz")
    restore_archive(there, tmp_path / "a.tar.gz")

    second = make_archive(there, tmp_path / "b.tar.gz")

    assert second["migrations"] == first["migrations"]
    media = [name for name in first["files"] if name.startswith("media/")]
    assert [second["files"][name] for name in media] == [first["files"][name] for name in media]


def test_a_place_with_only_a_medium_is_in_use(tmp_path: Path):
    there = sqlite_place(tmp_path / "there")
    (there.media / "photos").mkdir(parents=True)
    refuse_used_place(there)

    (there.media / "photos" / "a.jpg").touch()

    with pytest.raises(Conflict) as refusal:
        refuse_used_place(there)
    assert refusal.value.code == "restore.not_empty"


def test_an_empty_file_left_by_a_look_is_no_installation(tmp_path: Path):
    there = sqlite_place(tmp_path / "there")
    Path(there.database["NAME"]).touch()

    refuse_used_place(there)


@pytest.mark.parametrize(
    ("program", "code"), [("no-such-program-here", "backup.no_client"), ("false", "backup.client_failed")]
)
def test_a_client_that_is_missing_or_fails_is_named(place, program: str, code: str):
    with pytest.raises(DomainError) as refusal:
        run_client(place, program)

    assert refusal.value.code == code
    assert program in refusal.value.message
