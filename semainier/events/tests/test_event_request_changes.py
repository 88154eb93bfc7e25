import pytest

from semainier.events.models import Decision, Event, Moderation
from semainier.events.tests.desk import page_of, published, submitted
from semainier.mailings.models import Mail


def url(event):
    return f"/bureau/moderation/{event.uid}/demander/"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"preset": "address"}, "Il manque l’adresse exacte du rendez-vous."),
        ({"words": "Quelle salle ?"}, "Quelle salle ?"),
        ({"preset": "address", "words": "Merci."}, "Il manque l’adresse exacte du rendez-vous.\n\nMerci."),
    ],
)
def test_words_reach_the_member(client_of, regina, make_event, data, message):
    event = submitted(make_event)

    client_of(regina).post(url(event), data)

    assert Event.objects.get(pk=event.pk).moderation == Moderation.CHANGES_REQUESTED
    assert Decision.objects.get(action="request_changes").message == message
    assert message.splitlines()[0] in Mail.objects.get(kind="event.request_changes").body_text


def test_without_words_the_form_comes_back(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(url(event), {"room": "page", "back": "vue=a-decider"})

    assert response.status_code == 422
    assert "l’organisme a besoin de savoir pourquoi" in page_of(response)
    assert response.context["opened"] == "request_changes"
    assert Event.objects.get(pk=event.pk).moderation == Moderation.SUBMITTED


def test_published_event_can_be_taken_back(client_of, regina, make_event):
    event = published(make_event)

    response = client_of(regina).post(url(event), {"words": "À revoir."}, follow=True)

    assert Event.objects.get(pk=event.pk).moderation == Moderation.CHANGES_REQUESTED
    assert "retourne à son organisateur" in page_of(response)


def test_unknown_preset_is_refused(client_of, regina, make_event):
    assert client_of(regina).post(url(submitted(make_event)), {"preset": "x"}).status_code == 422
