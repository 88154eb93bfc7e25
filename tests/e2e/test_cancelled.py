"""An event is cancelled, postponed, restored: whoever took it into her diary sees it, and those concerned get a mail."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import wait_for_mail
from tests.e2e.test_journey import look
from tests.operator import Installation, fetch, free_port
from tests.tree import ROOT

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
MEMBER, PARTNER, REGION = "alice@membre.example", "contact1@membre.example", "relais@arosha.example"
TITLE = "Le jardin des voisins"


def scenery(installation: Installation) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.e2e.scenery_published"],
        cwd=installation.folder,
        env=installation.environment | {"PYTHONPATH": str(ROOT)},
        check=True,
    )


def subscribed(base: str, address: str) -> list[tuple[str, str, int]]:
    """Fetch a calendar as a diary does; return (identifier, status, number) of each entry."""
    status, body, headers = fetch(base + address)
    kind = {name.lower(): value for name, value in headers.items()}["content-type"]
    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    entries = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return [(str(entry["UID"]), str(entry["STATUS"]), int(entry["SEQUENCE"])) for entry in entries]


def starts(base: str) -> list[str]:
    body = fetch(f"{base}semaine-essai/programme.ics")[1]
    return [f"{entry['DTSTART'].dt:%d %H:%M}" for entry in icalendar.Calendar.from_ical(body).walk("VEVENT")]


def sign_in(page: Page, mails: Path, base: str) -> None:
    page.goto(f"{base}espace/evenements/")
    page.locator("[name=email], [name=login]").first.fill(MEMBER)
    page.locator("main form button").first.click()
    code = re.search(r"est ([A-Z0-9-]+)\.", wait_for_mail(mails, MEMBER, "code"))
    assert code is not None
    page.locator("#id_code").fill(code.group(1))
    page.locator("main form button").first.click()


def say(page: Page, base: str, button: str) -> None:
    """Press one button of the event’s page."""
    page.goto(f"{base}espace/evenements/")
    page.get_by_role("link", name=TITLE).first.click()
    look(page)
    page.locator(".plans-now").get_by_role("button", name=button).click()
    look(page)


def postpone(page: Page, day: str) -> None:
    """Give the event one new date, added to and taken from the form by script."""
    page.locator(".plans-now").get_by_role("link", name="Le reporter").click()
    look(page)
    page.get_by_label("est reporté").check()
    page.get_by_role("button", name="Ajouter une date").click()
    expect(page.locator(".date")).to_have_count(2)
    page.locator("[name=day_2]").fill("2000-01-01")
    page.get_by_role("button", name="Retirer cette date").last.click()
    expect(page.locator(".date")).to_have_count(1)
    page.locator("[name=day]").fill(day)
    page.get_by_role("button", name="Prévenir").click()
    look(page)


def test_subscribers_see_what_becomes_of_an_event(
    installation: Installation, open_browser: OpenBrowser, screen: str
) -> None:
    mails = installation.var / "mails"
    scenery(installation)

    with installation.serving("serve", SEMAINIER_PORT=str(free_port())) as (_process, base):
        member = open_browser(screen)
        programme, own = "semaine-essai/programme.ics", "semaine-essai/programme/le-jardin-des-voisins.ics"
        before = subscribed(base, programme)
        sign_in(member, mails, base)

        say(member, base, "Il est annulé")
        cancelled = subscribed(base, programme)
        assert [status for _uid, status, _number in before] == ["CONFIRMED", "CONFIRMED"]
        assert cancelled == [(uid, "CANCELLED", number + 1) for uid, _status, number in before]
        assert subscribed(base, own) == cancelled
        for address in (PARTNER, REGION):
            assert TITLE in wait_for_mail(mails, address, "annulé")
        public = open_browser(screen)
        public.goto(f"{base}semaine-essai/programme/le-jardin-des-voisins/")
        look(public)
        expect(public.get_by_text("cet événement n’aura pas lieu")).to_be_visible()

        say(member, base, "Il a lieu comme annoncé")
        assert subscribed(base, programme) == [(uid, status, number + 2) for uid, status, number in before]

        old = starts(base)
        day = public.evaluate("new Date(Date.now() + 14 * 864e5).toISOString().slice(0, 10)")
        postpone(member, day)
        assert (len(old), starts(base)) == (2, [f"{day[-2:]} 10:00"])
        assert subscribed(base, programme)[0][1:] == ("CONFIRMED", before[0][2] + 3)
        say(member, base, "Il a lieu comme annoncé")
        assert starts(base) == old


def test_event_is_cancelled_without_script(installation: Installation, open_browser: OpenBrowser) -> None:
    scenery(installation)

    with installation.serving("serve", SEMAINIER_PORT=str(free_port())) as (_process, base):
        page = open_browser("phone", script=False)
        sign_in(page, installation.var / "mails", base)
        page.get_by_role("link", name=TITLE).first.click()
        page.locator(".plans-now").get_by_role("button", name="Il est annulé").click()

        found = subscribed(base, "semaine-essai/programme.ics")
        assert {status for _uid, status, _number in found} == {"CANCELLED"}
        page.locator(".plans-now").get_by_role("link", name="Le reporter").click()
        page.get_by_label("est reporté").check()
        page.get_by_role("button", name="Ajouter une date").click()
        expect(page.locator(".date")).to_have_count(2)
