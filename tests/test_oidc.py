"""Sign-in through an OpenID Connect provider: a real one, a real server, everything over HTTP."""

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.operator import Installation, free_port
from tests.provider import PASSWORD, Provider, providing

pytestmark = pytest.mark.slow
DJANGO = (sys.executable, "-P", "-m", "django")
HEAD = "tete@federation.example"  # invited by `setup`, without an account
MEMBER = "connue@membre.example"  # has an account; the provider writes her address otherwise
STRANGER = "inconnue@nulle-part.example"
INVITED = [f"invitee{n}@membre.example" for n in range(5)]
TRUSTED = [f"invitee{n}@confiance.example" for n in range(2)]
PEOPLE: dict[str, Any] = {
    "Connue@Membre.example": True, HEAD: True, STRANGER: True, "effacee@membre.example": True,
    **dict(zip(INVITED, [False, "false", None, "true", True], strict=True)), **dict(zip(TRUSTED, [None, False], strict=True)),
}  # fmt: skip
CAST = f"""
from semainier.organisations.queries import federation
from semainier.organisations.services.people import accept_invitation, invite_person
for email in {[MEMBER, "effacee@membre.example"]}:
    accept_invitation(invitation=invite_person(organisation=federation(), email=email, role="head", by=None)[0])
for email in {[*INVITED, *TRUSTED]}:
    invite_person(organisation=federation(), email=email, role="head", by=None)
"""


class Visitor(requests.Session):
    """A browser without script: it follows redirects and the page that leads on to the provider."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def submit(self, page: requests.Response, action: str, **values: str) -> requests.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        return self.post(action, {"csrfmiddlewaretoken": token and token[1], **values}, timeout=20)

    def go_to_provider(self, prefix: str = "", next_url: str = "") -> requests.Response:
        page = self.get(f"{self.base}{prefix}compte/connexion/", timeout=20)
        action = f"{self.base}{prefix}compte/connexion/fournisseur/"
        return self.submit(page, action, next=next_url)

    def way_back(self, onward: requests.Response, email: str) -> str:
        """Sign in at the provider; return the address to which it sends the browser back."""
        login = self.get(onward_address(onward), timeout=20)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', login.text)
        values = {"csrfmiddlewaretoken": token and token[1], "username": email, "password": PASSWORD}
        answer = self.post(login.url, values, allow_redirects=False, timeout=20)
        authorize = f"http://{urlsplit(login.url).netloc}{answer.headers['Location']}"
        return self.get(authorize, allow_redirects=False, timeout=20).headers["Location"]

    def sign_in(self, email: str, prefix: str = "", next_url: str = "") -> requests.Response:
        back = self.way_back(self.go_to_provider(prefix, next_url), email)
        return self.get(back, timeout=20)

    def is_in(self) -> bool:
        return self.get(f"{self.base}espace/profil/", allow_redirects=False, timeout=20).status_code == 200


def onward_address(page: requests.Response) -> str:
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found is not None, page.text
    return unescape(found[1])


def refusal(answer: requests.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.headers.get("X-Error-Code")


def ask(place: Installation, sql: str, *values: str) -> list[Any]:
    with closing(sqlite3.connect(place.var / "semainier.sqlite3")) as database:
        return database.execute(sql, values).fetchall()


def users(place: Installation) -> int:
    return ask(place, "SELECT count(*) FROM accounts_user")[0][0]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Provider, str]]:
    """An installation with a provider, both served, an account and people who are only invited."""
    folder, port = tmp_path_factory.mktemp("oidc"), str(free_port())
    back = f"http://localhost:{port}/compte/connexion/fournisseur/retour/"
    with ExitStack() as stack:
        provider = stack.enter_context(providing(folder / "provider", back, PEOPLE))
        place = Installation(
            folder / "place", SEMAINIER_PORT=port, SEMAINIER_WORKERS="1", **provider.variables
        )
        place.environment["SEMAINIER_OIDC_VERIFIED_DOMAINS"] = "confiance.example"
        place.set_up()
        done = Installation(place.folder, DJANGO, **place.environment).run(
            "shell", "-c", CAST, DJANGO_SETTINGS_MODULE="config.settings"
        )
        assert done.returncode == 0, done.stderr
        yield place, provider, stack.enter_context(place.serving())[1]


@pytest.fixture
def place(scene: tuple[Installation, Provider, str]) -> Installation:
    return scene[0]


@pytest.fixture
def visitor(scene: tuple[Installation, Provider, str]) -> Visitor:
    return Visitor(scene[2])


def test_who_is_invited_comes_into_her_space_with_her_role(place: Installation, visitor: Visitor) -> None:
    answer = visitor.sign_in(HEAD)

    assert (answer.status_code, urlsplit(answer.url).path) == (200, "/bureau/")
    roles = ask(
        place, "SELECT m.role, u.email FROM organisations_membership m JOIN accounts_user u ON u.id = m.user_id"
        " JOIN organisations_invitation i ON i.accepted_by_id = u.id WHERE u.email = ?", HEAD,
    )  # fmt: skip
    assert roles == [("head", HEAD)]


def test_account_is_connected_and_not_doubled(place: Installation, visitor: Visitor) -> None:
    before = users(place)

    for _time in range(2):
        visitor.cookies.clear()
        assert visitor.sign_in("Connue@Membre.example").status_code == 200

    links = ask(
        place, "SELECT u.email, s.extra_data FROM socialaccount_socialaccount s JOIN accounts_user u ON u.id = s.user_id"
        " WHERE u.email = ?", MEMBER,
    )  # fmt: skip
    told = ask(
        place, "SELECT subject FROM mailings_mail WHERE recipient_email = ? AND kind = 'account'", MEMBER
    )
    assert (links, users(place)) == ([(MEMBER, "{}")], before)
    assert told == [("Une autre façon de vous connecter",)]


def test_stranger_is_refused_in_words(place: Installation, visitor: Visitor) -> None:
    before = users(place)

    answer = visitor.sign_in(STRANGER)

    assert refusal(answer) == (403, "sign_in.not_invited")
    assert f"Personne n’a encore invité l’adresse {STRANGER}" in answer.text
    assert "demandez une invitation" in answer.text
    assert (visitor.is_in(), users(place)) == (False, before)


@pytest.mark.parametrize("email", [*INVITED[:3], TRUSTED[1]])
def test_address_that_the_provider_has_not_checked_is_refused(
    email: str, place: Installation, visitor: Visitor
) -> None:
    before = users(place)

    answer = visitor.sign_in(email)

    assert refusal(answer) == (403, "sign_in.address_unverified")
    assert f"Annuaire Hlm n’a pas vérifié que l’adresse {email} est la vôtre" in unescape(answer.text)
    assert (visitor.is_in(), users(place)) == (False, before)


@pytest.mark.parametrize("email", [INVITED[3], TRUSTED[0]])
def test_word_for_true_and_a_trusted_domain_are_enough(email: str, visitor: Visitor) -> None:
    assert visitor.sign_in(email).status_code == 200

    assert visitor.is_in()


def test_page_that_was_asked_for_is_opened(visitor: Visitor) -> None:
    answer = visitor.sign_in("Connue@Membre.example", next_url="/espace/profil/")

    assert urlsplit(answer.url).path == "/espace/profil/"


def test_page_of_another_site_is_not(visitor: Visitor) -> None:
    answer = visitor.sign_in("Connue@Membre.example", next_url="https://ailleurs.example/")

    assert answer.url.startswith(visitor.base)


def test_english_pages_stay_english_behind_one_return_address(visitor: Visitor) -> None:
    refused = visitor.sign_in(STRANGER, prefix="en/")
    answer = Visitor(visitor.base).sign_in("Connue@Membre.example", prefix="en/")

    assert f"Nobody has invited the address {STRANGER} yet" in refused.text
    assert urlsplit(answer.url).path.startswith("/en/")


def test_who_stops_at_the_provider_is_told_so(visitor: Visitor) -> None:
    state = parse_qs(urlsplit(onward_address(visitor.go_to_provider())).query)["state"][0]

    back = f"{visitor.base}compte/connexion/fournisseur/retour/"
    answer = visitor.get(back, params={"state": state, "error": "access_denied"}, timeout=20)

    assert refusal(answer) == (403, "sign_in.cancelled")


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forged", "?error=server_error"])
def test_return_that_nobody_began_is_a_sentence(query: str, visitor: Visitor) -> None:
    answer = visitor.get(f"{visitor.base}compte/connexion/fournisseur/retour/{query}", timeout=20)

    assert refusal(answer) == (502, "sign_in.provider_failed")
    assert "La connexion par Annuaire Hlm n’a pas abouti" in unescape(answer.text)


def test_code_of_another_browser_opens_nothing(visitor: Visitor) -> None:
    back = visitor.way_back(visitor.go_to_provider(), "Connue@Membre.example")
    other = Visitor(visitor.base)

    assert refusal(other.get(back, timeout=20)) == (502, "sign_in.provider_failed")
    assert not other.is_in()


def test_who_is_erased_leaves_no_link_and_does_not_come_back(
    place: Installation, visitor: Visitor, tmp_path: Path
) -> None:
    visitor.sign_in("effacee@membre.example")
    exported = place.run(
        "export", "person", "--email", "effacee@membre.example", "-o", str(tmp_path / "her.json")
    )
    done = place.run("erase", "--email", "effacee@membre.example", "--by", MEMBER, "--yes")

    assert (exported.returncode, done.returncode) == (0, 0), done.stderr
    assert len(json.loads((tmp_path / "her.json").read_text())["sign_in"]["provider"]) == 1
    assert not visitor.is_in()
    assert refusal(Visitor(visitor.base).sign_in("effacee@membre.example")) == (403, "sign_in.not_invited")


def test_provider_that_is_down_is_a_sentence_and_a_new_one_lets_no_namesake_in(
    place: Installation, visitor: Visitor, tmp_path: Path
) -> None:
    """Both providers call their first person 1; the second one's is nobody here."""
    visitor.sign_in("Connue@Membre.example")
    port = str(free_port())
    back = f"http://localhost:{port}/compte/connexion/fournisseur/retour/"
    with (
        providing(tmp_path / "other", back, {STRANGER: True}) as other,
        place.serving("serve", SEMAINIER_PORT=port, **other.variables) as (_process, base),
    ):
        assert refusal(Visitor(base).sign_in(STRANGER)) == (403, "sign_in.not_invited")
        late = Visitor(base)
        address = late.way_back(late.go_to_provider(), STRANGER)
        other.stop()

        assert refusal(late.get(address, timeout=20)) == (502, "sign_in.provider_failed")
        assert refusal(late.go_to_provider()) == (502, "sign_in.provider_failed")
        assert late.get(f"{base}compte/connexion/", timeout=20).status_code == 200


@pytest.mark.parametrize("missing", ["SEMAINIER_OIDC_CLIENT_ID", "SEMAINIER_OIDC_SECRET"])
def test_provider_without_its_client_is_a_misuse(missing: str, place: Installation) -> None:
    done = place.run("doctor", **{missing: ""})

    assert (done.returncode, missing in done.stderr) == (2, True)
