import pytest

from semainier.audit.models import AuditEntry
from semainier.events.models import Preset
from semainier.events.tests.desk import page_of


@pytest.fixture
def preset(association, edition):
    return Preset.objects.create(association=association, action="refuse", label="Interne", text="Interne.")


def url(preset):
    return f"/bureau/moderation/phrases/{preset.pk}/supprimer/"


def test_it_asks_first(client_of, regina, preset):
    page = page_of(client_of(regina).get(url(preset)))

    assert "Retirer la phrase « Interne » ?" in page
    assert Preset.objects.count() == 1


def test_sentence_is_removed_on_record(client_of, regina, preset):
    client_of(regina).post(url(preset))

    assert Preset.objects.count() == 0
    assert AuditEntry.objects.get(verb="preset.deleted").data == {"text": "Interne."}


@pytest.mark.parametrize(("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403)])
def test_who_may(request, client_of, preset, person, status):
    assert client_of(request.getfixturevalue(person)).post(url(preset)).status_code == status


def test_that_of_the_head_is_not_the_regions_to_remove(client_of, regina, preset):
    Preset.objects.update(association=None)

    response = client_of(regina).post(url(preset))

    assert (response.status_code, response["X-Error-Code"]) == (403, "preset.of_the_head")
