import datetime as dt
from uuid import uuid4

import pytest

from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.services.declare import update_event
from semainier.events.tests.desk import page_of, published, submitted

URL = "/bureau/moderation/lot/"


def states(*events):
    return [Event.objects.get(pk=event.pk).moderation for event in events]


def test_summary_restates_what_will_happen(client_of, regina, alice, make_event):
    one, two = submitted(make_event, "Un potager"), published(make_event, "Un verger")

    response = client_of(regina).get(URL, {"uid": [str(one.uid), str(two.uid)], "back": "q=un"})

    summary = response.context["summary"]
    assert (summary.publish, summary.kept_back, summary.mails) == (1, 1, 1)
    assert response.context["back_url"] == "/bureau/moderation/?q=un"
    assert states(one, two) == [Moderation.SUBMITTED, Moderation.PUBLISHED]
    assert "[undefined" not in page_of(response)


def test_incomplete_events_are_kept_back_with_the_reason(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(description="")

    row = client_of(regina).get(URL, {"uid": str(event.uid)}).context["rows"][0]

    assert (row.will_publish, row.missing) == (False, ["un texte court"])


def test_each_result_is_told(client_of, regina, make_event):
    one, two = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")
    Event.objects.filter(pk=two.pk).update(moderation=Moderation.REFUSED)

    response = client_of(regina).post(URL, {"uid": [str(one.uid), str(two.uid)]}, follow=True)

    page = page_of(response)
    assert states(one, two) == [Moderation.PUBLISHED, Moderation.REFUSED]
    assert "1 événement est publié." in page
    assert "« Un verger » n’a pas été publié." in page


def test_event_changed_since_the_summary_stays(client_of, regina, make_event):
    one, two = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")
    read_at = clock.now()
    with clock.at(read_at + dt.timedelta(minutes=1)):
        update_event(event=one, by=None, venue="Ailleurs")
        client_of(regina).post(URL, {"uid": [str(one.uid), str(two.uid)], "read_at": read_at.isoformat()})

    assert states(one, two) == [Moderation.SUBMITTED, Moderation.PUBLISHED]


@pytest.mark.parametrize("uid", ["", "x", str(uuid4())])
def test_nothing_chosen_is_said(client_of, regina, edition, uid):
    response = client_of(regina).get(URL, {"uid": uid}, follow=True)

    assert "Aucun événement n’a été choisi" in page_of(response)


def test_events_of_another_territory_are_not_touched(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(organisation=org_b)

    client_of(regina).post(URL, {"uid": str(event.uid)})

    assert states(event) == [Moderation.SUBMITTED]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, regina, make_event, django_assert_num_queries, number):
    uids = [str(submitted(make_event, f"Événement {n}").uid) for n in range(number)]
    client = client_of(regina)

    with django_assert_num_queries(9):
        client.get(URL, {"uid": uids})
