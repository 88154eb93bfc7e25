"""A passkey from the first finger to the last: added, used instead of a code, renamed, removed; in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.conftest import overflows, violations, wait_for_mail
from tests.operator import Installation, free_port

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
HEAD = "tete@federation.example"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def look(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert not overflows(page), page.url


def ask_code(page: Page, base: str) -> None:
    page.goto(f"{base}compte/connexion/")
    page.locator("#id_email").fill(HEAD)
    page.get_by_role("button", name="Recevoir un code").click()


def type_code(page: Page, base: str, mails: Path) -> None:
    page.wait_for_url(f"{base}compte/connexion/code/saisir/**")
    code = re.search(r"est ([A-Z0-9-]+)\.", wait_for_mail(mails, HEAD, "code"))
    assert code is not None
    page.locator("#id_code").fill(code.group(1))
    page.get_by_role("button", name="Ouvrir mon espace").click()
    page.wait_for_url(f"{base}bureau/")


def forget_mails(folder: Path) -> None:
    for path in folder.rglob("*.eml"):
        path.unlink()


def with_device(page: Page) -> CDPSession:
    """Give the browser a device with a finger on it; return what speaks with the device."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return device


def add_key(page: Page, base: str) -> None:
    page.goto(f"{base}compte/cles/add/")
    look(page)
    page.get_by_label("Nom de la clé d’accès").fill("Téléphone de Tête")
    page.get_by_role("button", name="Ajouter cet appareil").click()
    page.wait_for_url(f"{base}compte/cles/")


def sign_out(page: Page, base: str) -> None:
    page.goto(f"{base}compte/deconnexion/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(base)


def sign_in_by_key(page: Page, base: str) -> None:
    page.goto(f"{base}compte/connexion/")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()


@pytest.fixture
def served(installation: Installation) -> Iterator[tuple[str, Path]]:
    """The address (a passkey belongs to a name: localhost, not a number) and the folder of mails."""
    with installation.serving("serve", SEMAINIER_PORT=str(free_port())) as (_process, base):
        assert "//localhost:" in base
        yield base, installation.var / "mails"


def come(page: Page, base: str, installation: Installation) -> None:
    """Take the invitation of the first head and sign in with the code that follows."""
    told = installation.run("setup", "--federation", "x", "--email", HEAD).stdout
    page.goto(base + re.search(r"invitation/\S+", told).group(0))
    page.get_by_role("button", name="Accepter et recevoir mon code").click()
    type_code(page, base, installation.var / "mails")


def test_passkey_replaces_the_code_until_it_is_removed(
    served: tuple[str, Path], installation: Installation, open_browser: OpenBrowser, screen: str
) -> None:
    base, mails = served
    page = open_browser(screen)
    come(page, base, installation)
    with_device(page)

    add_key(page, base)
    expect(page.get_by_text("pas encore utilisée")).to_be_visible()
    look(page)
    assert "compte/cles/" in wait_for_mail(mails, HEAD, "clé d’accès a été ajoutée")
    sign_out(page, base)
    sign_in_by_key(page, base)
    page.wait_for_url(f"{base}bureau/")

    page.goto(f"{base}compte/cles/")
    expect(page.get_by_text("utilisée le")).to_be_visible()
    page.get_by_role("link", name="Supprimer « Téléphone de Tête »").click()
    look(page)
    page.get_by_role("button", name="Supprimer la clé d’accès").click()
    expect(page.get_by_text("Pas encore de clé d’accès")).to_be_visible()
    look(page)
    assert "code par courriel" in wait_for_mail(mails, HEAD, "clé d’accès a été supprimée")
    sign_out(page, base)
    sign_in_by_key(page, base)
    expect(page.get_by_text("Cette clé d’accès est inconnue ici")).to_be_visible()


def test_key_is_renamed_and_a_lost_device_is_signed_out(
    served: tuple[str, Path], installation: Installation, open_browser: OpenBrowser, screen: str
) -> None:
    base, mails = served
    lost, page = open_browser(screen), open_browser(screen)
    come(lost, base, installation)
    with_device(lost)
    add_key(lost, base)
    forget_mails(mails)
    ask_code(page, base)
    type_code(page, base, mails)

    page.goto(f"{base}compte/cles/")
    page.get_by_role("link", name="Renommer").click()
    look(page)
    page.get_by_label("Nom de la clé d’accès").fill("Téléphone perdu")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Téléphone perdu", exact=True)).to_be_visible()
    page.goto(f"{base}compte/sessions/")
    look(page)
    page.get_by_role("button", name="Fermer les autres connexions").click()
    expect(page.get_by_text("Cette connexion est la seule ouverte")).to_be_visible()
    lost.goto(f"{base}espace/profil/")
    lost.wait_for_url(f"{base}compte/connexion/**")


def test_device_that_refuses_is_told_in_words(
    served: tuple[str, Path], installation: Installation, open_browser: OpenBrowser
) -> None:
    base, _mails = served
    page = open_browser("phone")
    come(page, base, installation)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"hasUserVerification": False}})

    page.goto(f"{base}compte/cles/add/")
    page.get_by_role("button", name="Ajouter cet appareil").click()

    expect(page.get_by_role("alert").filter(has_text="La clé d’accès n’a pas été lue")).to_be_visible()
    look(page)
