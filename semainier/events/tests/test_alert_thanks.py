from semainier.events.models import Event
from semainier.events.tests.desk import page_of, published


def test_page_says_what_happens_next(client, make_event):
    event = published(make_event)

    page = page_of(client.get(f"/semaine-2026/programme/{event.slug}/signaler/merci/"))

    assert "Merci, c’est arrivé" in page
    assert "[undefined" not in page


def test_it_stands_even_when_the_event_has_left_the_programme(client, make_event):
    event = published(make_event)
    Event.objects.update(moderation="refused")

    assert client.get(f"/semaine-2026/programme/{event.slug}/signaler/merci/").status_code == 200


def test_unknown_edition_is_not_found(client, db):
    assert client.get("/semaine-1999/programme/x/signaler/merci/").status_code == 404
