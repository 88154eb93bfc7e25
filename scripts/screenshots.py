"""Take the pictures of README.md anew: a demonstration in a temporary folder, Chromium, small PNG files.

scripts/screenshots.py [NAME …]     all of them, or those whose name begins so
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.operator import Installation, free_port  # noqa: E402 -- after the path

IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
STAGE = "open"
HEAVIEST = 150_000
# Tried one after the other until the file is small enough; a page of ours has few colours.
COLOURS = (256, 128, 64, 32)
# Width of the window -> its height, and how many dots a pixel has.
SCREENS = {1280: (900, 1), 390: (1100, 2)}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page at a width, and the way to it."""

    name: str
    width: int
    go: Callable[[Page, str], None]


def open_week(page: Page, site: str) -> None:
    page.goto(site)


def open_programme(page: Page, site: str) -> None:
    open_week(page, site)
    page.locator("main a[href*='/programme/?jour=']:visible").first.click()


def as_somebody(part: str) -> Callable[[Page, str], None]:
    """Enter as a person of the demonstration; it leads to her first page."""

    def enter(page: Page, site: str) -> None:
        page.goto(f"{site}demo/personnes/")
        page.locator(f"form[action$='/{part}/entrer/'] button").click()

    return enter


def open_draft(page: Page, site: str) -> None:
    as_somebody("draft")(page, site)
    page.goto(f"{site}espace/evenements/")
    page.locator("main a[href*='/espace/evenements/']:not([href*='nouveau'])").first.click()
    page.locator("main a[href$='/modifier/']").first.click()


PICTURES = (
    Picture("week", 1280, open_week),
    Picture("programme", 390, open_programme),
    Picture("event_edit", 390, open_draft),
    Picture("queue", 1280, as_somebody("coordinator-aquitaine")),
    Picture("participation", 1280, as_somebody("head")),
)


def take(browser: Browser, picture: Picture, site: str) -> bytes:
    """Return the picture as a PNG of few colours; a telephone's twice as fine."""
    height, dots = SCREENS[picture.width]
    context = browser.new_context(
        viewport={"width": picture.width, "height": height},
        device_scale_factor=dots,
        locale="fr-FR",
        reduced_motion="reduce",
    )
    page = context.new_page()
    picture.go(page, site)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0); document.activeElement && document.activeElement.blur()")
    taken = page.screenshot()
    context.close()
    return made_small(taken)


def made_small(content: bytes) -> bytes:
    image = Image.open(io.BytesIO(content)).convert("RGB")
    for colours in COLOURS:
        target = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
        if target.tell() < HEAVIEST:
            break
    return target.getvalue()


def main(wanted: list[str]) -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="semainier-screenshots-") as folder:
        place = Installation(Path(folder, "place"), PYTHONPATH=str(ROOT), SEMAINIER_DEMO="1")
        command = [*place.program, "demo", "--no-serve", "--stage", STAGE]
        subprocess.run(command, cwd=place.folder, env=place.environment, check=True)
        with (
            place.serving(SEMAINIER_PORT=str(free_port())) as (_process, site),
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for picture in PICTURES:
                if not wanted or picture.name.startswith(tuple(wanted)):
                    content = take(browser, picture, site)
                    target = IMAGES / f"{picture.name}-{picture.width}.png"
                    target.write_bytes(content)
                    print(f"{target.relative_to(ROOT)} {len(content) // 1000} kB")
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
