"""Files for an operator: whole or absent, never over another, closed to other accounts."""

import os
import stat
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.core.errors import Conflict, DomainError
from semainier.core.files import new_private_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.binary(max_size=2_000))
def test_what_is_written_is_there(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    target = tmp_path_factory.mktemp("files") / "x.zip"

    with new_private_file(target) as file:
        file.write(content)

    assert target.read_bytes() == content


def test_it_stands_under_its_name_once_it_is_whole(tmp_path: Path):
    with new_private_file(tmp_path / "x.zip") as file:
        file.write(b"half")
        assert names(tmp_path) == ["x.zip.part"]

    assert names(tmp_path) == ["x.zip"]


def test_one_that_fails_leaves_nothing(tmp_path: Path):
    def fail(file: IO[bytes]) -> None:
        file.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError), new_private_file(tmp_path / "x.zip") as file:
        fail(file)

    assert names(tmp_path) == []


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_it_is_closed_to_others_whatever_the_account_allows(tmp_path: Path, mask: int):
    old = os.umask(mask)
    try:
        with new_private_file(tmp_path / "x.zip") as file:
            file.write(b"x")
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "x.zip").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_touched(tmp_path: Path):
    (tmp_path / "x.zip").write_text("mine")

    with pytest.raises(Conflict) as refusal, new_private_file(tmp_path / "x.zip"):
        pass

    assert (refusal.value.code, (tmp_path / "x.zip").read_text()) == ("file.exists", "mine")


def test_two_at_once_do_not_write_over_each_other(tmp_path: Path):
    with new_private_file(tmp_path / "x.zip") as file:
        file.write(b"first")
        with pytest.raises(DomainError) as refusal, new_private_file(tmp_path / "x.zip"):
            pass

    assert refusal.value.code == "file.unwritable"
    assert (tmp_path / "x.zip").read_bytes() == b"first"


def test_a_folder_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(DomainError) as refusal, new_private_file(tmp_path / "nowhere" / "x.zip"):
        pass

    assert refusal.value.code == "file.unwritable"
    assert "nowhere" in refusal.value.message


def test_it_can_be_read_while_it_is_written(tmp_path: Path):
    with new_private_file(tmp_path / "x.zip") as file:
        file.write(b"abc")
        file.seek(1)
        assert file.read() == b"bc"
