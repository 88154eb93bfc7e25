"""The pages in English: complete, and without a word of French."""

import pytest

from semainier.rally.models import Segment
from semainier.rally.tests.factories import draft_of, make_template, send
from semainier.rally.tests.pages import page_of

PAGES = {
    "/en/bureau/relances/": "Write to organisations",
    "/en/bureau/relances/nouvelle/": "Count the recipients",
    "/en/bureau/relances/nouvelle/verifier/?segment=tous&message=commit&quand=maintenant": "Send this mail",
    "/en/bureau/relances/segments/": "Organisations now",
    "/en/bureau/relances/segments/nouveau/?hors_etats=unreachable": "Keep this segment",
    "/en/bureau/relances/modeles/": "Ready to use",
    "/en/bureau/relances/modeles/nouveau/": "Words that are filled in",
    "/en/bureau/relances/modeles/commit/apercu/": "Send me a test",
    "/en/bureau/relances/etiquettes/": "No tag yet",
    "/en/bureau/relances/etiquettes/poser/": "Set the tag",
    "/en/bureau/relances/automatiques/": "They leave at eight in the morning",
}
FRENCH = ("Organismes", "Envoyer", "Chercher", "Destinataire", "Étiquette", "Modifier", "Supprimer")


@pytest.fixture
def furnished(network, fede):
    Segment.objects.create(edition=network.edition, name="South", include={"regions": ["75"]})
    make_template(name="Ours")
    return send(fede, draft_of(network.edition, "declare", matter="other"))


@pytest.mark.parametrize(("address", "words"), PAGES.items())
def test_page_speaks_english(head, furnished, address, words):
    page = page_of(head.get(address))

    if "Send this mail" in words:
        words = "Send these 4 mails"
    assert words in page
    assert [word for word in FRENCH if f">{word}" in page] == []


def test_recipients_speak_english(head, furnished):
    page = page_of(head.get(f"/en/bureau/relances/envois/{furnished.pk}/"))

    assert "Waits for its hour" in page
    assert "has no address" in page


def test_refusal_speaks_english(desk, furnished):
    response = desk.post(f"/en/bureau/relances/envois/{furnished.pk}/annuler/")

    assert response.status_code == 403
    assert "This belongs to the head office: you can use it, not change it." in page_of(response)
