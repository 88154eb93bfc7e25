"""Pictures from strangers: what is taken, what is removed from them, what is refused and how."""

import datetime as dt
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from semainier.core import clock, pictures
from semainier.core.errors import DomainError
from semainier.core.tests.pictures import picture_bytes, upload


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def opened(content: bytes) -> Image.Image:
    return Image.open(pictures.clean_picture(ContentFile(content, name="x.jpg")))


def refused(content: bytes, name: str = "x.jpg") -> str:
    with pytest.raises(DomainError) as caught:
        pictures.clean_picture(ContentFile(content, name=name))
    assert caught.value.next_step
    return caught.value.code


def png_that_claims(width: int, height: int) -> bytes:
    """Return a tiny file whose header says that it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_taken_formats_become_a_bare_jpeg(kind: str) -> None:
    cleaned = pictures.clean_picture(ContentFile(picture_bytes(kind=kind), name="photo.png"))

    picture = Image.open(cleaned)
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (80, 40), {})
    assert "exif" not in picture.info
    assert "icc_profile" not in picture.info


def test_position_device_and_comment_are_gone() -> None:
    cleaned = pictures.clean_picture(ContentFile(picture_bytes(comment="chez Bérangère"), name="x.jpg"))

    content = cleaned.read()
    assert b"Exif" not in content
    assert "Bérangère".encode() not in content


def test_picture_is_turned_upright() -> None:
    assert opened(picture_bytes((80, 40), turned=True)).size == (40, 80)


def test_longest_side_is_1600_pixels() -> None:
    assert opened(picture_bytes((4000, 1000))).size == (1600, 400)
    assert opened(picture_bytes((1000, 4000), turned=True)).size == (1600, 400)


def test_transparent_ground_becomes_white() -> None:
    picture = opened(picture_bytes(kind="PNG", mode="RGBA"))

    assert (picture.mode, picture.getpixel((0, 0))) == ("RGB", (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colour_modes_are_taken(mode: str) -> None:
    assert opened(picture_bytes(mode=mode)).mode == "RGB"


def test_colour_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    red, green, blue = opened(picture_bytes(icc_profile=profile, quality=95)).getpixel((5, 5))
    assert (red < 8, abs(green - 128) < 8, abs(blue - 128) < 8) == (True, True, True)


def test_wrong_colour_profile_is_left_out() -> None:
    assert opened(picture_bytes(icc_profile=b"not a profile")).size == (80, 40)


def test_name_cannot_be_guessed() -> None:
    names = {pictures.clean_picture(upload()).name for _ in range(3)}

    assert len(names) == 3
    assert all(len(name or "") == 36 and "jardin" not in (name or "") for name in names)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg"),
        (b"<!doctype html><script>alert(1)</script>", "page.jpg"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "anim.gif"),
        (b"%PDF-1.7", "photo.jpg"),
        (b"", "empty.jpg"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(content: bytes, name: str) -> None:
    assert refused(content, name) == "picture.unknown"


def test_heic_is_refused_in_words() -> None:
    assert refused(b"\x00\x00\x00\x18ftypheic" + b"\0" * 50, "IMG_0001.HEIC") == "picture.heic"


def test_more_than_ten_megabytes_is_refused() -> None:
    assert refused(picture_bytes() + b"\0" * pictures.MAX_BYTES) == "picture.too_heavy"


@pytest.mark.parametrize("side", [6_400, 10_000, 60_000])
def test_decompression_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    assert refused(png_that_claims(side, side)) == "picture.too_large"


@pytest.mark.parametrize("cut", [60, 200, -100])
def test_cut_off_picture_is_refused(cut: int) -> None:
    assert refused(picture_bytes((300, 300), kind="PNG")[:cut]) == "picture.damaged"


def test_file_is_closed_to_others(media: Path) -> None:
    pictures.keep_picture(pictures.clean_picture(upload()))

    (file,) = (media / pictures.KEPT).iterdir()
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_kept_picture_is_found_by_its_word_only() -> None:
    picture = pictures.clean_picture(upload())
    word = pictures.keep_picture(picture)

    found = pictures.kept_picture(word)
    assert found is not None
    assert found.read() == picture.read()
    assert pictures.kept_picture(word + "x") is None
    assert pictures.kept_picture("") is None


def test_purge_forgets_what_is_older_than_two_days(media: Path) -> None:
    old, young = (pictures.keep_picture(pictures.clean_picture(upload())) for _ in range(2))
    name = pictures.kept_picture(old).name  # type: ignore[union-attr]
    now = dt.datetime.now(tz=dt.UTC)
    os.utime(media / pictures.KEPT / str(name), (now.timestamp() - 3 * 86_400,) * 2)

    with clock.at(now):
        assert (pictures.purge_kept_pictures(), pictures.purge_kept_pictures()) == (1, 0)

    assert pictures.kept_picture(old) is None
    assert pictures.kept_picture(young) is not None


def test_purge_of_an_empty_place_does_nothing() -> None:
    assert pictures.purge_kept_pictures() == 0
