"""The organiser writes to its region, on the page of the event or on a page of its own."""

import pytest

from semainier.events.models import Message
from semainier.events.services.messages import post_message
from semainier.events.tests.desk import page_of, submitted


def url(event):
    return f"/espace/evenements/{event.uid}/message/"


def test_message_stands_on_the_page_of_the_event(client_of, alice, regina, make_event):
    event = submitted(make_event)

    response = client_of(alice).post(url(event), {"text": "Peut-on venir à vélo ?"}, follow=True)

    assert response.redirect_chain == [(f"/espace/evenements/{event.uid}/#messages", 302)]
    page = page_of(response)
    assert "Peut-on venir à vélo ?" in page
    assert "Votre message est arrivé, et un courriel le dit." in page
    message = Message.objects.get()
    assert (message.by, message.from_desk) == (alice, False)


def test_page_works_by_itself(client_of, alice, regina, make_event):
    event = submitted(make_event)
    post_message(event=event, by=regina, text="Quelle entrée ?", from_desk=True)

    page = page_of(client_of(alice).get(url(event)))

    assert "Quelle entrée ?" in page
    assert "[undefined" not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_what_cannot_be_sent_comes_back(client_of, alice, make_event, text):
    event = submitted(make_event)

    response = client_of(alice).post(url(event), {"text": text})

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert text.strip() in page_of(response)


def test_text_is_escaped(client_of, alice, make_event):
    event = submitted(make_event)
    client = client_of(alice)
    client.post(url(event), {"text": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in page_of(client.get(f"/espace/evenements/{event.uid}/"))


@pytest.mark.parametrize(
    ("person", "status"), [("alice", 302), ("bob", 302), ("fede", 302), ("regina", 403), ("charlie", 404)]
)
def test_who_may_write_for_the_organiser(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert (
        client_of(request.getfixturevalue(person)).post(url(event), {"text": "Bonjour"}).status_code == status
    )


def test_draft_shows_no_conversation(client_of, alice, make_event):
    event = make_event()

    assert 'id="messages"' not in page_of(client_of(alice).get(f"/espace/evenements/{event.uid}/"))
    assert client_of(alice).post(url(event), {"text": "Bonjour"}).status_code == 409


def test_association_of_the_place_does_not_read_along(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    post_message(event=event, by=regina, text="Entre nous", from_desk=True)
    type(event).objects.filter(pk=event.pk).update(organisation=org_b, moderation="published")

    response = client_of(regina).get(f"/espace/evenements/{event.uid}/")

    assert response.status_code == 200
    assert "Entre nous" not in page_of(response)


def test_stranger_is_asked_to_sign_in(client, make_event):
    assert client.post(url(submitted(make_event)), {"text": "Bonjour"}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, alice, make_event, django_assert_num_queries, number):
    event = submitted(make_event)
    for n in range(number):
        post_message(event=event, by=alice, text=f"Message {n}", from_desk=False)
    client = client_of(alice)

    with django_assert_num_queries(5):
        client.get(url(event))
