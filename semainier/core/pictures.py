"""Pictures that people send: judged by what is in them, freed of what they give away, made small."""

import datetime as dt
import secrets
import struct
from io import BytesIO
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from semainier.core import clock
from semainier.core.errors import DomainError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
ACCEPT = "image/jpeg,image/png,image/webp"
# A picture whose form had errors waits here, outside what pages may show.
KEPT, KEPT_FOR = "kept", dt.timedelta(days=2)
_SALT = "semainier.core.pictures"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What the decoder raises on a file that is cut off or made to harm.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, ArithmeticError, LookupError, TypeError)


def clean_picture(file: "File[bytes]") -> "ContentFile[bytes]":
    """Return the picture as an upright JPEG of at most 1600 pixels a side, without EXIF or position.

    Its name cannot be guessed. Raises DomainError `picture.too_heavy`, `picture.heic`, `picture.unknown`,
    `picture.too_large`, `picture.damaged`. JPEG, PNG and WebP are taken, whatever the name of the file says.
    """
    if file.size > MAX_BYTES:
        raise _refusal("too_heavy")
    head = file.read(16)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        raise _refusal("heic")
    try:
        return _encoded(_read(file))
    except UnidentifiedImageError as error:
        raise _refusal("unknown") from error
    except _TOO_LARGE as error:
        raise _refusal("too_large") from error
    except _BROKEN as error:
        raise _refusal("damaged") from error


def keep_picture(picture: "ContentFile[bytes]") -> str:
    """Put a cleaned picture aside while its form has errors; return the word that finds it again."""
    name = default_storage.save(f"{KEPT}/{picture.name}", picture)
    picture.seek(0)
    return signing.dumps(name.rpartition("/")[2], salt=_SALT)


def kept_picture(word: str) -> "ContentFile[bytes] | None":
    """Return the picture that was put aside, None when the word is wrong or two days have passed."""
    try:
        name = signing.loads(word, salt=_SALT, max_age=KEPT_FOR)
        with default_storage.open(f"{KEPT}/{name}") as file:
            return ContentFile(file.read(), name=name)
    except (signing.BadSignature, FileNotFoundError):
        return None


def purge_kept_pictures() -> int:
    """Remove the pictures put aside more than two days ago; return how many. Safe to run twice."""
    if not default_storage.exists(KEPT):
        return 0
    limit = clock.now() - KEPT_FOR
    names = [f"{KEPT}/{name}" for name in default_storage.listdir(KEPT)[1]]
    old = [name for name in names if default_storage.get_modified_time(name) < limit]
    for name in old:
        default_storage.delete(name)
    return len(old)


class PictureField(forms.FileField):
    """A picture chosen in a form; its value is the cleaned picture."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def to_python(self, data: Any) -> "ContentFile[bytes] | None":
        if data in self.empty_values:
            return None
        try:
            return clean_picture(data)
        except DomainError as error:
            raise ValidationError(f"{error.message} {error.next_step}", code=error.code) from error


def _read(file: "File[bytes]") -> Image.Image:
    """Read the picture upright, in sRGB, already made small; a JPEG is shrunk while it is decoded."""
    with Image.open(file, formats=FORMATS) as source:
        if source.width * source.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        source.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        source.load()
        source.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _in_srgb(_on_white(ImageOps.exif_transpose(source)), source.info.get("icc_profile"))


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture if picture.mode in {"RGB", "CMYK", "L"} else picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring the wide colours of a telephone to what every screen shows; a wrong profile is left out."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _encoded(picture: Image.Image) -> "ContentFile[bytes]":
    """Write pixels only: a new picture carries no comment, EXIF or profile of the old one."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.jpg")


def _refusal(what: str) -> DomainError:
    message, next_step = {
        "too_heavy": (_("This picture weighs more than 10 MB."), _("Choose a lighter one.")),
        "heic": (
            _("This picture is in the HEIC format of some telephones."),
            _("Convert it to JPEG and send it again."),
        ),
        "unknown": (
            _("This file is not a picture that we can read."),
            _("Choose a JPEG, PNG or WebP picture."),
        ),
        "too_large": (
            _("This picture has more than 40 million pixels."),
            _("Make it smaller and send it again."),
        ),
        "damaged": (
            _("This picture is damaged or incomplete."),
            _("Choose another one, or export it again."),
        ),
    }[what]
    return DomainError(f"picture.{what}", message, next_step)
