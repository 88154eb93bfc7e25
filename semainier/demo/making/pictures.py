"""Invented pictures: chests of drawers, drawn in the colours of an edition."""

import random
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from semainier.campaigns.identity import mix
from semainier.demo.words import words

WIDTH, HEIGHT = 1200, 800
CREDIT = "Semainier, démonstration"


def draw_picture(rng: random.Random, hue_a: str, hue_b: str) -> dict[str, Any]:
    """Return the fields of an event: a picture, what it shows, its credit, the right to use it."""
    way = rng.choice(list(words()["pictures"]))
    image = Image.new("RGB", (WIDTH, HEIGHT), mix(hue_b, "#ffffff", 0.7))
    {"chest": _chest, "facade": _facade, "stairs": _stairs, "street": _street}[way](
        ImageDraw.Draw(image), rng, (hue_a, hue_b)
    )
    out = BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    name = f"demonstration-{way}-{rng.randrange(16**8):08x}.jpg"
    return {
        "picture": ContentFile(out.getvalue(), name=name),
        "picture_alt": words()["pictures"][way],
        "picture_credit": CREDIT,
        "picture_rights": True,
    }


def _drawer(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], front: str, grip: str) -> None:
    """Draw a front with the piece that is cut out of it for the hand."""
    left, top, right, bottom = box
    draw.rounded_rectangle(box, radius=6, fill=front)
    width, height = (right - left) // 6, max(6, (bottom - top) // 5)
    middle = (left + right) // 2
    draw.rounded_rectangle(
        (middle - width // 2, top - height, middle + width // 2, top + height), radius=height, fill=grip
    )


def _chest(draw: ImageDraw.ImageDraw, rng: random.Random, hues: tuple[str, str]) -> None:
    hue_a, hue_b = hues
    opened, ground = rng.randrange(1, 6), mix(hue_b, "#ffffff", 0.7)
    for number in range(7):
        top, out = 60 + number * 98, 90 if number == opened else 0
        _drawer(draw, (250 - out, top, 950 - out, top + 88), hue_b if out else hue_a, ground)


def _facade(draw: ImageDraw.ImageDraw, rng: random.Random, hues: tuple[str, str]) -> None:
    hue_a, hue_b = hues
    draw.rectangle((110, 70, 1090, HEIGHT), fill=hue_a)
    pale = mix(hue_a, "#ffffff", 0.25)
    for row in range(5):
        for column in range(6):
            left, top = 160 + column * 152, 120 + row * 136
            _drawer(draw, (left, top, left + 116, top + 92), hue_b if rng.random() < 0.3 else pale, hue_a)  # noqa: PLR2004 -- a third is lit


def _stairs(draw: ImageDraw.ImageDraw, rng: random.Random, hues: tuple[str, str]) -> None:
    hue_a, hue_b = hues
    left_to_right = rng.random() < 0.5  # noqa: PLR2004 -- either way
    for number in range(6):
        out = (number if left_to_right else 5 - number) * 90
        colour = mix(hue_a, hue_b, number / 6)
        _drawer(
            draw,
            (120 + out, 90 + number * 108, 630 + out, 186 + number * 108),
            colour,
            mix(hue_b, "#ffffff", 0.7),
        )


def _street(draw: ImageDraw.ImageDraw, rng: random.Random, hues: tuple[str, str]) -> None:
    hue_a, hue_b = hues
    for house in range(5):
        left, floors = 40 + house * 228, rng.randint(3, 7)
        lit = rng.randrange(floors)
        for floor in range(floors):
            bottom = HEIGHT - 30 - floor * 98
            front = hue_b if floor == lit else mix(hue_a, "#ffffff", house * 0.08)
            _drawer(draw, (left, bottom - 88, left + 208, bottom), front, mix(hue_b, "#ffffff", 0.7))
