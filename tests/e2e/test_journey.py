"""A week from the first invitation to the report, as its people live it, on a telephone and on a desktop screen."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import link_in, overflows, violations, wait_for_mail
from tests.operator import Installation, free_port
from tests.tree import ROOT

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
EDITION = "/semaine-essai/"
MAILBOX, MEMBER = "contact0@membre.example", "nadia@membre.example"
COORDINATOR, HEAD = "regina@arosha.example", "tete@federation.example"


def scenery(installation: Installation, step: str, **variables: str) -> None:
    environment = installation.environment | {"PYTHONPATH": str(ROOT)} | variables
    subprocess.run(
        [sys.executable, "-m", "tests.e2e.scenery", step],
        cwd=installation.folder,
        env=environment,
        check=True,
    )


def look(page: Page) -> None:
    """Judge a page as far as a machine can: accessible, nothing pushed out of the screen."""
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert not overflows(page), page.url


def follow_invitation(page: Page, mails: Path, address: str, base: str) -> None:
    link = link_in(wait_for_mail(mails, address, "invité"))
    page.goto(base + re.sub(r"https?://[^/]+/", "", link))
    look(page)


def name_referent(page: Page, mails: Path, base: str) -> None:
    """Answer from the mailbox of an organisation of which nobody is known: name who will follow the week."""
    follow_invitation(page, mails, MAILBOX, base)
    page.locator("[name=name]").fill("Nadia Roux")
    page.locator("[name=email]").fill(MEMBER)
    page.get_by_role("button", name="Désigner le référent").click()
    look(page)


def join(page: Page, mails: Path, address: str, base: str) -> None:
    """Follow the invitation, accept, type the code that comes by mail."""
    follow_invitation(page, mails, address, base)
    page.get_by_role("button", name="Accepter et recevoir mon code").click()
    look(page)
    code = re.search(r"est ([A-Z0-9-]+)\.", wait_for_mail(mails, address, "code"))
    assert code is not None
    page.locator("#id_code").fill(code.group(1))
    page.get_by_role("button", name="Ouvrir mon espace").click()
    page.wait_for_url(re.compile(r"/(espace|bureau)/"))


def commit_and_declare(page: Page, base: str, picture: Path) -> None:
    """Accept the charter, write a draft, complete it with a picture, preview, confirm the place, submit."""
    look(page)
    page.get_by_role("link", name=re.compile("charte|Rejoindre", re.IGNORECASE)).first.click()
    look(page)
    page.locator("[name=signer_role]").fill("Chargée de communication")
    page.locator("[name=accepted]").check()
    page.get_by_role("button", name="Nous participons").click()
    page.get_by_role("link", name=re.compile("Déclarer")).first.click()
    look(page)
    page.locator("[name=title]").fill("Le jardin des voisins")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    look(page)
    page.get_by_role("link", name=re.compile("Compléter|Modifier")).first.click()
    fill_event(page, picture)
    page.get_by_role("button", name="Prévisualiser").click()
    look(page)
    page.locator("[name=place_confirmed]").check()
    page.get_by_role("button", name="Soumettre").click()
    look(page)


def fill_event(page: Page, picture: Path) -> None:
    page.get_by_label("Bien vivre ensemble").check()
    page.locator("[name=kind]").select_option("visit")
    first_day = page.evaluate("new Date(Date.now() + 11 * 864e5).toISOString().slice(0, 10)")
    page.locator("[name=day]").fill(first_day)
    page.locator("[name=start]").fill("10:00")
    page.locator("[name=end]").fill("12:00")
    page.locator("[name=venue]").fill("Jardin du bâtiment C")
    page.locator("[name=town]").fill("Lormont")
    page.locator("textarea[name=description]").fill(
        "Les habitants ouvrent leur jardin et partagent leur récolte."
    )
    page.locator("[name=picture]").set_input_files(picture)
    page.locator("[name=picture_alt]").fill("Des bacs de tomates au soleil")
    page.locator("[name=picture_credit]").fill("Habitat des Deux-Rives")
    page.locator("[name=picture_rights]").check()


def publish(page: Page, base: str) -> None:
    """Find the event in the queue and publish it."""
    page.goto(f"{base}bureau/moderation/")
    look(page)
    page.get_by_role("link", name="Le jardin des voisins").first.click()
    look(page)
    page.get_by_role("button", name=re.compile("Publier")).first.click()
    expect(page.locator(".message.success")).to_be_visible()
    look(page)


def read_programme(page: Page, base: str) -> None:
    """Open the week, search the programme, read the event."""
    page.goto(base)
    look(page)
    page.goto(f"{base}semaine-essai/programme/?q=jardin")
    look(page)
    page.get_by_role("link", name="Le jardin des voisins").first.click()
    look(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Le jardin des voisins")
    expect(page.get_by_alt_text("Des bacs de tomates au soleil")).to_be_visible()


def tell(page: Page, mails: Path, base: str) -> None:
    """Follow the outcome link without a session and say how it went."""
    link = link_in(wait_for_mail(mails, MEMBER, "Comment", seconds=90))
    page.goto(base + re.sub(r"https?://[^/]+/", "", link))
    look(page)
    page.locator("[name=attendance]").fill("60")
    page.locator("[name=held][value=yes]").check()
    page.locator("[name=sentence]").fill("On s’est parlé entre étages.")
    page.get_by_role("button", name="Envoyer").click()
    look(page)


def report(page: Page, base: str) -> bytes:
    """Read the board and the bilan, publish a snapshot, freeze, download the document."""
    page.goto(f"{base}bureau/participation/semaine-essai/")
    look(page)
    page.goto(f"{base}bureau/bilan/semaine-essai/")
    look(page)
    page.locator("form[action$='/releves/'] [name=label]").fill("Bilan provisoire")
    page.locator("form[action$='/releves/'] button").last.click()
    look(page)
    page.goto(f"{base}bureau/bilan/semaine-essai/figer/")
    look(page)
    page.locator("main form button").last.click()
    look(page)
    answer = page.request.get(f"{base}bureau/bilan/semaine-essai/bilan.pdf")
    assert answer.status == 200
    return answer.body()


def test_federation_runs_its_week(
    installation: Installation, open_browser: OpenBrowser, screen: str, tmp_path: Path
) -> None:
    mails = installation.var / "mails"
    picture = tmp_path / "jardin.jpg"
    Image.new("RGB", (800, 600), "#2d6a4f").save(picture)
    port = str(free_port())
    scenery(installation, "begin")

    with installation.serving("serve", SEMAINIER_PORT=port) as (_process, base):
        member, coordinator, public = open_browser(screen), open_browser(screen), open_browser(screen)
        name_referent(member, mails, base)
        join(member, mails, MEMBER, base)
        commit_and_declare(member, base, picture)
        join(coordinator, mails, COORDINATOR, base)
        publish(coordinator, base)
        told = wait_for_mail(mails, MEMBER, "jardin")
        assert "/espace/evenements/" in told or EDITION in told
        read_programme(public, base)

    scenery(installation, "after", SEMAINIER_CLOCK_SHIFT="20")
    with installation.serving("serve", SEMAINIER_PORT=port, SEMAINIER_CLOCK_SHIFT="20") as (_process, base):
        tell(open_browser(screen), mails, base)
        head = open_browser(screen)
        link = installation.run("setup", "--federation", "x", "--email", HEAD).stdout
        head.goto(base + re.search(r"invitation/\S+", link).group(0))
        head.get_by_role("button", name="Accepter et recevoir mon code").click()
        code = re.search(r"est ([A-Z0-9-]+)\.", wait_for_mail(mails, HEAD, "code"))
        head.locator("#id_code").fill(code.group(1))
        head.get_by_role("button", name="Ouvrir mon espace").click()
        document = report(head, base)

    assert document.startswith(b"%PDF")
    assert (installation.var / "semainier.sqlite3").stat().st_size > 0


def test_programme_reads_without_script(installation: Installation, open_browser: OpenBrowser) -> None:
    scenery(installation, "begin")

    with installation.serving() as (_process, base):
        page = open_browser("phone", script=False)
        page.goto(base)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto(f"{base}semaine-essai/programme/")
        page.locator("[name=q]").fill("jardin")
        page.get_by_role("button", name="Chercher").first.click()

        assert "q=jardin" in page.url
