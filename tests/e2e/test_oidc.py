"""Sign-in through an OpenID Connect provider in a real browser: there and back, and the words for a stranger."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import overflows, violations
from tests.operator import Installation, free_port
from tests.provider import PASSWORD, Provider, providing

pytestmark = pytest.mark.e2e
OpenBrowser = Callable[..., Page]
HEAD, STRANGER = "tete@federation.example", "inconnue@nulle-part.example"


@pytest.fixture
def provider(tmp_path: Path, installation: Installation) -> Iterator[Provider]:
    """A provider, and the installation made its client."""
    port = str(free_port())
    back = f"http://localhost:{port}/compte/connexion/fournisseur/retour/"
    with providing(tmp_path / "provider", back, {HEAD: True, STRANGER: True}) as running:
        installation.environment |= running.variables | {"SEMAINIER_PORT": port}
        assert installation.run("upgrade").returncode == 0
        yield running


def look(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert not overflows(page), page.url


def sign_in(page: Page, base: str, email: str) -> None:
    """Press the button of the provider, type name and password there."""
    page.goto(f"{base}compte/connexion/")
    look(page)
    page.get_by_role("button", name="Se connecter avec Annuaire Hlm").click()
    expect(page.get_by_role("heading", name="Annuaire Hlm", exact=True)).to_be_visible()
    page.locator("[name=username]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(f"{base}**")


def test_invited_person_comes_in_by_the_provider(
    installation: Installation, provider: Provider, open_browser: OpenBrowser
) -> None:
    with installation.serving() as (_process, base):
        page = open_browser("phone")
        sign_in(page, base, HEAD)

        assert urlsplit(page.url).path == "/bureau/"
        look(page)


def test_page_leads_on_to_the_provider_without_script(
    installation: Installation, provider: Provider, open_browser: OpenBrowser
) -> None:
    with installation.serving() as (_process, base):
        page = open_browser("phone", script=False)
        page.goto(f"{base}compte/connexion/")
        page.get_by_role("button", name="Se connecter avec Annuaire Hlm").click()

        page.wait_for_url(f"{provider.address}**")


def test_stranger_reads_what_to_do(
    installation: Installation, provider: Provider, open_browser: OpenBrowser, screen: str
) -> None:
    with installation.serving() as (_process, base):
        page = open_browser(screen)
        sign_in(page, base, STRANGER)

        expect(page.get_by_text(f"Personne n’a encore invité l’adresse {STRANGER}.")).to_be_visible()
        look(page)
        page.get_by_role("link", name="Se connecter autrement").click()
        expect(page.locator("#id_email")).to_be_visible()


def test_provider_that_is_down_leaves_the_code(
    installation: Installation, provider: Provider, open_browser: OpenBrowser, screen: str
) -> None:
    page = open_browser(screen, expected=502)
    with installation.serving() as (_process, base):
        page.goto(f"{base}compte/connexion/")
        provider.stop()
        page.get_by_role("button", name="Se connecter avec Annuaire Hlm").click()

        expect(page.get_by_text("La connexion par Annuaire Hlm n’a pas abouti.")).to_be_visible()
        look(page)
