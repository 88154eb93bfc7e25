"""A real server with its worker, Debian's Chromium on a telephone's and a desktop's screen, axe, and the mails that left."""

import email
import email.policy
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.operator import Installation
from tests.tree import ROOT

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a person of her own: own cookies, own screen."""
    contexts: list[BrowserContext] = []

    def open_page(
        screen: str = "desktop", *, script: bool = True, expected: int | None = None, **options: Any
    ) -> Page:
        context = browser.new_context(
            viewport=SCREENS[screen],
            locale="fr-FR",
            java_script_enabled=script,
            has_touch=screen == "phone",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "response",
            lambda answer: failures.append(answer.url) if 500 <= answer.status != expected else None,
        )
        return page

    failures: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert failures == []


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty, real installation."""
    made = Installation(tmp_path / "place")
    made.set_up()
    return made


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page (WCAG 2.2 A and AA), one line each."""
    page.evaluate(
        AXE.read_text(encoding="utf-8")
    )  # not as an element: the policy of the site would refuse it
    # What fades in has its contrast at the end of the motion.
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((motion) => motion.finished))")
    found = page.evaluate("async (rules) => (await axe.run(document, {runOnly: rules})).violations", RULES)
    return [f"{page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def overflows(page: Page) -> bool:
    """Whether the page has to be pushed sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    )


def wait_for_mail(folder: Path, recipient: str, subject: str, seconds: float = 15) -> str:
    """Return the text of the newest mail to an address whose subject matches; wait until the worker has written it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for path in sorted(folder.rglob("*.eml"), key=lambda found: found.stat().st_mtime, reverse=True):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if recipient in str(message["To"]) and re.search(subject, str(message["Subject"])):
                body = message.get_body(("plain",))
                assert body is not None
                return str(body.get_content())
        time.sleep(0.2)
    raise AssertionError(f"no mail to {recipient} about {subject!r}")


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    assert found is not None, text
    return found.group(0)
