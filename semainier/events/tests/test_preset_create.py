import pytest

from semainier.audit.models import AuditEntry
from semainier.events.models import Preset
from semainier.events.services.presets import MOST
from semainier.events.tests.desk import page_of

URL = "/bureau/moderation/phrases/nouvelle/"
FIELDS = {"action": "refuse", "label": "Interne", "text": "Cette réunion est interne.", "order": "1"}


def test_coordinator_writes_for_her_association(client_of, regina, association, edition):
    response = client_of(regina).post(URL, FIELDS, follow=True)

    preset = Preset.objects.get()
    assert (preset.association, preset.action, preset.text) == (association, "refuse", FIELDS["text"])
    assert "La phrase est prête pour la prochaine décision." in page_of(response)
    assert AuditEntry.objects.get(verb="preset.created").actor == regina


def test_head_writes_for_everybody(client_of, fede, edition):
    client_of(fede).post(URL, FIELDS)

    assert Preset.objects.get().association is None


def test_form_says_whom_it_serves(client_of, regina, fede, edition):
    assert "Elle sert au bureau de votre association." in page_of(client_of(regina).get(URL))
    assert "Elle sert à tous les bureaux." in page_of(client_of(fede).get(URL))


@pytest.mark.parametrize("wrong", [{"text": ""}, {"label": ""}, {"action": "publish"}, {"text": "x" * 1001}])
def test_what_is_wrong_comes_back(client_of, regina, edition, wrong):
    response = client_of(regina).post(URL, {**FIELDS, **wrong})

    assert (response.status_code, Preset.objects.count()) == (422, 0)
    assert "[undefined" not in page_of(response)


def test_there_are_never_too_many_to_choose_from(client_of, regina, association, edition):
    Preset.objects.bulk_create(
        Preset(association=association, action="refuse", label="x", text="x") for _ in range(MOST)
    )

    response = client_of(regina).post(URL, FIELDS)

    assert (response.status_code, response["X-Error-Code"]) == (409, "preset.too_many")


@pytest.mark.parametrize(("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403), ("bob", 403)])
def test_who_may(request, client_of, edition, person, status):
    assert client_of(request.getfixturevalue(person)).post(URL, FIELDS).status_code == status
