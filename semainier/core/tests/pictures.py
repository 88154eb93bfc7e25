"""Pictures for the tests of every app, made on the spot: with a position, upside down, in any format."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture_bytes(
    size: tuple[int, int] = (80, 40),
    *,
    kind: str = "JPEG",
    mode: str = "RGB",
    turned: bool = False,
    **options: Any,
) -> bytes:
    """Return a picture that tells its place and its device; `turned`: its top is on the right."""
    exif = Image.Exif()
    exif[MAKER] = "Téléphone de Bérangère"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(44), IFDRational(52), IFDRational(35))})
    out = BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else None).save(out, kind, exif=exif.tobytes(), **options)
    return out.getvalue()


def upload(
    content: bytes | None = None, name: str = "jardin.jpg", kind: str = "image/jpeg"
) -> SimpleUploadedFile:
    """Return a file as a form sends it."""
    return SimpleUploadedFile(name, picture_bytes() if content is None else content, content_type=kind)
