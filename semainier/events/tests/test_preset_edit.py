import pytest

from semainier.events.models import Preset
from semainier.events.tests.desk import page_of

FIELDS = {"action": "refuse", "label": "Interne", "text": "Nouveau texte.", "order": "3"}


@pytest.fixture
def preset(association, edition):
    return Preset.objects.create(association=association, action="refuse", label="Interne", text="Ancien.")


def url(preset):
    return f"/bureau/moderation/phrases/{preset.pk}/modifier/"


def test_sentence_is_changed(client_of, regina, preset):
    client = client_of(regina)
    assert "Ancien." in page_of(client.get(url(preset)))

    client.post(url(preset), FIELDS)

    preset.refresh_from_db()
    assert (preset.text, preset.order) == ("Nouveau texte.", 3)


def test_empty_one_comes_back(client_of, regina, preset):
    assert client_of(regina).post(url(preset), {**FIELDS, "text": ""}).status_code == 422


@pytest.mark.parametrize(
    ("whose", "person", "status"),
    [
        ("head", "fede", 302),
        ("head", "regina", 403),
        ("association", "regina", 302),
        ("association", "fede", 302),
        ("other", "regina", 404),
        ("association", "alice", 403),
    ],
)
def test_who_may(request, client_of, preset, *, org_b, whose, person, status):
    owner = {"head": None, "association": preset.association, "other": org_b}[whose]
    Preset.objects.update(association=owner)

    assert client_of(request.getfixturevalue(person)).post(url(preset), FIELDS).status_code == status


def test_unknown_one_is_not_found(client_of, regina, edition):
    assert client_of(regina).get("/bureau/moderation/phrases/1/modifier/").status_code == 404
