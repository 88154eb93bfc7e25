import datetime as dt

import pytest

from semainier.core import clock
from semainier.events.models import Decision, Event, Moderation
from semainier.events.services.declare import update_event
from semainier.events.tests.desk import page_of, published, submitted
from semainier.mailings.models import Mail


def url(event):
    return f"/bureau/moderation/{event.uid}/publier/"


def state(event):
    return Event.objects.get(pk=event.pk).moderation


def test_publish_tells_the_organiser_and_opens_the_next(client_of, regina, alice, make_event):
    submitted(make_event, "Premier", days_ago=3)
    event = submitted(make_event, "Deuxième", days_ago=2)
    following = submitted(make_event, "Troisième", days_ago=1)

    response = client_of(regina).post(url(event), {"back": "q=i", "room": "list"}, follow=True)

    assert state(event) == Moderation.PUBLISHED
    assert list(Mail.objects.filter(kind="event.publish").values_list("recipient_email", flat=True)) == [
        alice.email
    ]
    assert response.redirect_chain == [(f"/bureau/moderation/?q=i&choix={following.uid}", 302)]
    assert response.context["review"].event == following
    page = page_of(response)
    assert "« Deuxième » est publié. 1 courriel part vers Habitat des Deux-Rives." in page
    assert f"/bureau/moderation/{event.uid}/?vue=publies&amp;ouvrir=request_changes" in page


def test_on_a_phone_the_next_opens_as_its_page(client_of, regina, make_event):
    event = submitted(make_event, "Premier", days_ago=1)
    following = submitted(make_event, "Second")

    response = client_of(regina).post(url(event), {"room": "page"})

    assert response["Location"] == f"/bureau/moderation/{following.uid}/"


def test_last_one_leads_back_to_the_list(client_of, regina, make_event):
    response = client_of(regina).post(url(submitted(make_event)), {"room": "page"})

    assert response["Location"] == "/bureau/moderation/"


def test_a_second_time_sends_nothing(client_of, regina, make_event):
    event = published(make_event)

    response = client_of(regina).post(url(event), follow=True)

    assert Decision.objects.filter(event=event, action="publish").count() == 1
    assert "l’était déjà" in page_of(response)


def test_change_while_reading_is_a_conflict(client_of, regina, make_event):
    event = submitted(make_event)
    read_at = clock.now()
    with clock.at(read_at + dt.timedelta(minutes=5)):
        update_event(event=event, by=None, venue="Ailleurs")
        response = client_of(regina).post(url(event), {"read_at": read_at.isoformat()})

    assert (response.status_code, response["X-Error-Code"]) == (409, "event.changed_meanwhile")
    assert state(event) == Moderation.SUBMITTED


def test_refused_event_is_a_conflict(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(moderation=Moderation.REFUSED)

    response = client_of(regina).post(url(event))

    assert (response.status_code, response["X-Error-Code"]) == (409, "event.wrong_state")


def test_organiser_without_address_is_told_to_the_moderator(client_of, regina, make_event, org_a):
    org_a.memberships.all().delete()
    org_a.email = ""
    org_a.save()

    response = client_of(regina).post(url(submitted(make_event)), follow=True)

    assert "Habitat des Deux-Rives n’a pas d’adresse" in page_of(response)


def test_reading_time_that_is_none_is_refused_in_words(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(url(event), {"read_at": "hier"})

    assert response.status_code == 422
    assert "[undefined" not in page_of(response)
    assert state(event) == Moderation.SUBMITTED


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 302), ("regina", 302), ("alice", 403), ("bob", 403), ("charlie", 403)]
)
def test_who_may_publish(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert client_of(request.getfixturevalue(person)).post(url(event)).status_code == status


def test_get_is_refused(client_of, regina, make_event):
    assert client_of(regina).get(url(submitted(make_event))).status_code == 405
