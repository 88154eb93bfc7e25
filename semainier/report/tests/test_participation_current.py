import pytest

from semainier.events.tests.desk import page_of


@pytest.mark.parametrize("page", ["participation", "bilan"])
def test_leads_to_the_current_edition(client_of, fede, edition, page):
    response = client_of(fede).get(f"/bureau/{page}/")

    assert response["Location"] == f"/bureau/{page}/{edition.slug}/"


@pytest.mark.parametrize("page", ["participation", "bilan"])
def test_without_edition_says_what_comes_first(client_of, fede, page):
    assert "Il n’y a encore rien à compter." in page_of(client_of(fede).get(f"/bureau/{page}/"))
