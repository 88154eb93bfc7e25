import datetime as dt

from semainier.core import clock
from semainier.events.models import Event
from semainier.events.services.declare import update_event
from semainier.events.tests.desk import page_of, published


def url(event):
    return f"/bureau/moderation/{event.uid}/relu/"


def test_read_change_stays_online(client_of, regina, make_event):
    event = published(make_event)
    update_event(event=event, by=None, venue="Ailleurs")

    response = client_of(regina).post(url(event), {"back": "vue=modifies"}, follow=True)

    assert Event.objects.get(pk=event.pk).changed_at is None
    assert response.redirect_chain == [("/bureau/moderation/?vue=modifies", 302)]
    assert "reste en ligne tel qu’il est" in page_of(response)


def test_another_change_meanwhile_is_a_conflict(client_of, regina, make_event):
    event = published(make_event)
    read_at = clock.now()
    with clock.at(read_at + dt.timedelta(minutes=1)):
        update_event(event=event, by=None, venue="Ailleurs")
        response = client_of(regina).post(url(event), {"read_at": read_at.isoformat()})

    assert (response.status_code, response["X-Error-Code"]) == (409, "event.changed_meanwhile")
    assert Event.objects.get(pk=event.pk).changed_at is not None


def test_reading_time_that_is_none_is_refused(client_of, regina, make_event):
    assert client_of(regina).post(url(published(make_event)), {"read_at": "hier"}).status_code == 422
