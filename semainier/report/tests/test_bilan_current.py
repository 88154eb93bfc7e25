from semainier.events.tests.desk import page_of


def test_leads_to_the_current_edition(client_of, fede, edition):
    response = client_of(fede).get("/bureau/bilan/")

    assert response["Location"] == f"/bureau/bilan/{edition.slug}/"


def test_without_edition_says_what_comes_first(client_of, fede):
    assert "Il n’y a encore rien à compter." in page_of(client_of(fede).get("/bureau/bilan/"))
