"""Every board of the guide in a real browser: no fault found by axe, nothing wider than the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from semainier.core.samples import PAGES

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


def faults(browser: Browser, address: str, width: int, scheme: str) -> list[str]:
    """Return the faults of all boards at a width and in a scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found: list[str] = []
    for board in PAGES:
        page.goto(f"{address}/styleguide/?page={board}", wait_until="networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        found += [f"{board}: {fault['id']} {fault['nodes'][0]['target']}" for fault in result["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{board}: wider than {width} pixels")
    context.close()
    return found


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
)
def test_boards_have_no_fault(live_server, browser, width, scheme) -> None:
    assert faults(browser, live_server.url, width, scheme) == []
