"""Who may open which page of the report: every role, every address."""

import pytest

PEOPLE = ("fede", "regina", "alice", "bob", "charlie")
READ = {"fede": 200, "regina": 200, "alice": 403, "bob": 403, "charlie": 403}
HEAD = {"fede": 200, "regina": 403, "alice": 403, "bob": 403, "charlie": 403}
PAGES = {
    "participation/{}/": READ,
    "participation/{}/organismes/": READ,
    "participation/{}/organismes.csv": READ,
    "participation/{}/organismes.xlsx": READ,
    "bilan/{}/": READ,
    "bilan/{}/bilan.xlsx": READ,
    "bilan/{}/bilan.pdf": READ,
    "bilan/{}/figer/": HEAD,
}
WRITES = {
    "participation/{}/inviter/": {**READ, "fede": 302, "regina": 302},
    "bilan/{}/releves/": {**HEAD, "fede": 422},
    "bilan/{}/annonces/": {**HEAD, "fede": 422},
    "bilan/{}/figer/": {**HEAD, "fede": 409},
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("path", PAGES)
def test_pages(request, client_of, edition, path, person):
    client = client_of(request.getfixturevalue(person))

    assert client.get(f"/bureau/{path.format(edition.slug)}").status_code == PAGES[path][person]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("path", WRITES)
def test_writes(request, client_of, edition, path, person):
    client = client_of(request.getfixturevalue(person))

    assert client.post(f"/bureau/{path.format(edition.slug)}").status_code == WRITES[path][person]


@pytest.mark.parametrize("path", [*PAGES, *WRITES])
def test_stranger_is_asked_to_sign_in(client, edition, path):
    assert client.get(f"/bureau/{path.format(edition.slug)}").status_code in {302, 405}


def test_published_figures_are_open_to_all(client, edition):
    assert client.get(f"/{edition.slug}/bilan/").status_code == 200
