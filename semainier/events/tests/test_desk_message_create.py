"""The region writes to the organiser, beside the decision."""

import pytest

from semainier.events.models import Message
from semainier.events.services.messages import post_message
from semainier.events.tests.desk import page_of, plain, submitted


def url(event):
    return f"/bureau/moderation/{event.uid}/message/"


def test_message_stands_in_the_panel(client_of, regina, alice, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(
        url(event), {"text": "Quelle entrée ?", "room": "list", "back": "q=jardin"}, follow=True
    )

    assert response.redirect_chain[0][0] == f"/bureau/moderation/?q=jardin&choix={event.uid}#messages"
    assert "Quelle entrée ?" in page_of(response)
    assert (Message.objects.get().by, Message.objects.get().from_desk) == (regina, True)


def test_unanswered_message_is_flagged_until_the_answer(client_of, regina, alice, make_event):
    event = submitted(make_event)
    post_message(event=event, by=alice, text="Bonjour", from_desk=False)
    client = client_of(regina)

    def flags():
        return [plain(flag.word) for flag in client.get("/bureau/moderation/").context["rows"][0].flags]

    assert flags() == ["Un message vous attend"]
    client.post(url(event), {"text": "Bonjour aussi"})
    assert flags() == ["Nouveau"]


def test_page_works_by_itself(client_of, regina, make_event):
    page = page_of(client_of(regina).get(url(submitted(make_event))))

    assert "Écrire à l’organisateur" in page
    assert "[undefined" not in page


def test_what_cannot_be_sent_comes_back(client_of, regina, make_event):
    response = client_of(regina).post(url(submitted(make_event)), {"text": "x" * 2001})

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert "x" * 2001 in page_of(response)


@pytest.mark.parametrize(
    ("person", "status"), [("regina", 302), ("fede", 302), ("alice", 403), ("bob", 403), ("charlie", 403)]
)
def test_who_may_write_for_the_region(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert (
        client_of(request.getfixturevalue(person)).post(url(event), {"text": "Bonjour"}).status_code == status
    )


def test_event_of_another_territory_is_not_found(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    type(event).objects.update(organisation=org_b)

    assert client_of(regina).post(url(event), {"text": "Bonjour"}).status_code == 404
