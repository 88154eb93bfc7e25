"""A coordinator clears a queue of thirty with the keyboard alone."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import overflows, violations
from tests.e2e.test_journey import COORDINATOR, join, scenery
from tests.operator import Installation
from tests.tree import ROOT

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
WAITING = 30
HEADING = re.compile(r"^(\d+) événements? à décider$")


def fill(installation: Installation) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.e2e.queue_scenery"],
        cwd=installation.folder,
        env=installation.environment | {"PYTHONPATH": str(ROOT)},
        check=True,
    )


def look(page: Page) -> None:
    """Judge the page as far as a machine can."""
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert not overflows(page), page.url


def left(page: Page) -> int:
    found = HEADING.match(page.get_by_role("heading", level=1).inner_text())
    assert found is not None
    return int(found.group(1))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decided(page: Page, before: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(rf"^{before - 1} événements? à décider$")
    )
    page.wait_for_load_state("load")


def help_opens_and_closes(page: Page) -> None:
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page)
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def walk_and_claim(page: Page) -> None:
    """Go down one row and back, then say that one reads the first event, and that one does no longer."""
    panel = page.locator("#decision")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Rencontre numéro 1")
    press(page, "j")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Rencontre numéro 2")
    press(page, "k")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Rencontre numéro 1")
    press(page, "l")
    expect(panel.get_by_text("Vous le lisez depuis 0")).to_be_visible()
    press(page, "l")
    expect(panel.get_by_role("button", name=re.compile("Je le lis"))).to_be_visible()


def ask_for_a_change(page: Page) -> None:
    before = left(page)
    press(page, "d", "1", "Enter")
    decided(page, before)


def refuse(page: Page) -> None:
    """Open the refusal, take a sentence, add a word of one's own, send."""
    before = left(page)
    press(page, "r", "2", "Shift+Tab")
    page.keyboard.type(" Voyez avec nous.")
    press(page, "Tab", "Enter")
    decided(page, before)


def write_to_the_organiser(page: Page) -> None:
    press(page, "m")
    page.keyboard.type("Bonjour, une question.")
    press(page, "Tab", "Enter")
    expect(page.locator("#messages").get_by_text("Bonjour, une question.")).to_be_visible()


def test_queue_is_cleared_with_the_keyboard_alone(
    installation: Installation, open_browser: OpenBrowser
) -> None:
    scenery(installation, "begin")
    fill(installation)

    with installation.serving("serve") as (_process, base):
        page = open_browser("desktop")
        join(page, installation.var / "mails", COORDINATOR, base)
        page.goto(f"{base}bureau/moderation/")
        assert left(page) == WAITING
        look(page)
        help_opens_and_closes(page)
        walk_and_claim(page)
        write_to_the_organiser(page)
        ask_for_a_change(page)
        refuse(page)
        for before in range(WAITING - 2, 0, -1):
            press(page, "p")
            decided(page, before)

        expect(page.get_by_text("Rien ne vous attend.")).to_be_visible()
        look(page)
        page.goto(f"{base}bureau/moderation/?vue=modifies")
        expect(page.locator("#decision ins").first).to_have_text("Salle des fêtes")
        press(page, "p")
        expect(page.get_by_text("Aucun changement à relire")).to_be_visible()
