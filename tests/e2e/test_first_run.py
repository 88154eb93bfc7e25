"""The first day of a federation: from an empty folder to organisations that are invited, as its head lives it."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from semainier.organisations.siren import complete
from tests.e2e.conftest import link_in, overflows, violations, wait_for_mail
from tests.operator import Installation, free_port

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
HEAD = "tete@federation.example"
MEMBERS = [("Habitat des Deux-Rives", "33"), ("Le Toit périgourdin", "24"), ("Le Logis des Flandres", "59")]


def look(page: Page) -> None:
    """Judge a page as far as a machine can: accessible, nothing pushed out of the screen."""
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert not overflows(page), page.url


def open_link(page: Page, link: str, mails: Path) -> None:
    """Follow the link that `setup` printed, accept, type the code that comes by mail."""
    page.goto(link)
    look(page)
    page.get_by_role("button", name="Accepter et recevoir mon code").click()
    look(page)
    code = re.search(r"est ([A-Z0-9-]+)\.", wait_for_mail(mails, HEAD, "code"))
    assert code is not None
    page.locator("#id_code").fill(code.group(1))
    page.get_by_role("button", name="Ouvrir mon espace").click()
    page.wait_for_url("**/bureau/")


def begin(page: Page, step: str) -> None:
    """Go to the desk, find this step as the one that is due, follow it."""
    page.goto(re.sub(r"(//[^/]+/).*", r"\1bureau/", page.url))
    look(page)
    expect(page.locator("#next-title")).to_have_text(step)
    page.locator(".panel").get_by_role("link", name=step).click()
    look(page)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()
    look(page)


def introduce(page: Page) -> None:
    begin(page, "Présenter la fédération")
    page.locator("[name=email]").fill("contact@federation.example")
    page.locator("[name=city]").fill("Paris")
    press(page, "Enregistrer")


def name_families(page: Page) -> None:
    begin(page, "Nommer les familles")
    page.locator("main").get_by_role("link", name=re.compile("famille")).first.click()
    look(page)
    page.locator("[name=code]").fill("oph")
    page.locator("[name=name]").fill("Office public de l’habitat")
    press(page, "Ajouter la famille")


def import_members(page: Page, folder: Path) -> None:
    """Send a spreadsheet of three, one line of which is wrong; write the two others, then the third by hand."""
    begin(page, "Importer les organismes")
    lines = ["siren;enseigne;famille;departement;courriel"]
    lines += [
        f"{complete(f'0001234{n}')};{name};oph;{dep};contact{n}@membre.example"
        for n, (name, dep) in enumerate(MEMBERS)
    ]
    lines[3] = lines[3].replace(";59;", ";999;")
    file = folder / "membres.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page.locator("[name=kind][value=organisations]").check()
    page.locator("[name=file]").set_input_files(file)
    press(page, "Vérifier le fichier")
    press(page, re.compile("Enregistrer ces 2"))
    add_by_hand(page, *MEMBERS[2])


def add_by_hand(page: Page, name: str, department: str) -> None:
    page.goto(re.sub(r"/bureau/.*", "/bureau/organismes/nouveau/", page.url))
    look(page)
    page.locator("[name=name]").fill(name)
    page.locator("[name=siren]").fill(complete("00012342"))
    page.locator("[name=department]").select_option(department)
    press(page, "Ajouter l’organisme")


def add_association(page: Page) -> None:
    begin(page, "Ajouter les associations régionales")
    page.locator("main").get_by_role("link", name=re.compile("association")).first.click()
    look(page)
    page.locator("[name=name]").fill("AROSHA")
    page.locator("[name=department]").select_option("33")
    page.locator("[name=email]").fill("relais@arosha.example")
    for department in ("24", "33"):
        page.locator(f"[name=territory][value='{department}']").check()
    press(page, re.compile("Ajouter l’association"))


def begin_edition(page: Page) -> None:
    begin(page, "Commencer une édition")
    first = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    page.locator("[name=campaign_name]").fill("Semaine nationale")
    page.locator("[name=name]").fill("Semaine d’essai")
    page.locator("[name=slug]").fill("semaine-essai")
    page.locator("[name=headline]").fill("Habiter mieux")
    page.locator("[name=starts_on]").fill(first.isoformat())
    page.locator("[name=ends_on]").fill((first + dt.timedelta(days=6)).isoformat())
    press(page, "Commencer l’édition")


def give_themes_and_charter(page: Page) -> None:
    begin(page, "Choisir les thèmes")
    page.locator("[name=form-0-name]").fill("Bien vivre ensemble")
    page.locator("[name=form-1-name]").fill("Patrimoine")
    press(page, "Enregistrer")
    begin(page, "Écrire la charte")
    page.locator("[name=text]").fill("Nous ouvrons nos portes.\n\nNous racontons ensuite.")
    press(page, re.compile("Publier"))


def list_open_and_invite(page: Page) -> None:
    begin(page, "Dresser la liste des membres")
    page.locator("main").get_by_role("link", name=re.compile("liste")).first.click()
    look(page)
    press(page, re.compile("sur la liste"))
    begin(page, "Ouvrir l’édition")
    page.get_by_role("link", name=re.compile("Ouverte")).click()
    look(page)
    press(page, re.compile("Ouverte"))
    begin(page, "Inviter les organismes")
    page.get_by_role("link", name=re.compile("Inviter")).first.click()
    look(page)
    press(page, re.compile("Inviter ces 2"))


def test_head_begins_in_an_empty_folder_and_invites_its_members(
    tmp_path: Path, open_browser: OpenBrowser, screen: str
) -> None:
    place = Installation(tmp_path / "place", SEMAINIER_PORT=str(free_port()))
    told = place.run("setup", "--federation", "Union d’essai", "--email", HEAD).stdout
    mails = place.var / "mails"

    with place.serving() as (_process, base):
        page = open_browser(screen)
        open_link(page, link_in(told), mails)
        introduce(page)
        name_families(page)
        import_members(page, tmp_path)
        add_association(page)
        begin_edition(page)
        give_themes_and_charter(page)
        list_open_and_invite(page)
        page.goto(f"{base}bureau/")
        look(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Tout est en place")
        public = open_browser(screen)
        public.goto(link_in(wait_for_mail(mails, "contact1@membre.example", "invité")))
        look(public)
        expect(public.get_by_role("heading", level=1)).to_have_text("Le Toit périgourdin")
        public.goto(base)
        expect(public.get_by_role("heading", level=1)).to_have_text("Semaine nationale")
