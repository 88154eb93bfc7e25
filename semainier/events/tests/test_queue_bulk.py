import datetime as dt

import pytest

from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.services.claims import claim_event
from semainier.events.services.declare import update_event
from semainier.events.tests.desk import page_of, published, submitted

URL = "/bureau/moderation/lot/"


def states(*events):
    return [Event.objects.get(pk=event.pk).moderation for event in events]


def test_summary_restates_what_will_happen(client_of, regina, alice, make_event):
    one, two = submitted(make_event, "Un potager"), published(make_event, "Un verger")

    response = client_of(regina).get(URL, {"uid": [str(one.uid), str(two.uid)], "back": "q=un"})

    summary = response.context["summary"]
    assert (summary.going, summary.kept_back, summary.mails) == (1, 1, 1)
    assert response.context["back_url"] == "/bureau/moderation/?q=un"
    assert states(one, two) == [Moderation.SUBMITTED, Moderation.PUBLISHED]
    assert "[undefined" not in page_of(response)


def test_incomplete_events_are_kept_back_with_the_reason(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(description="")

    row = client_of(regina).get(URL, {"uid": str(event.uid)}).context["rows"][0]

    assert (row.is_going, row.missing) == (False, ["un texte court"])


def test_each_result_is_told(client_of, regina, make_event):
    one, two = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")
    Event.objects.filter(pk=two.pk).update(moderation=Moderation.REFUSED)

    response = client_of(regina).post(URL, {"uid": [str(one.uid), str(two.uid)]}, follow=True)

    page = page_of(response)
    assert states(one, two) == [Moderation.PUBLISHED, Moderation.REFUSED]
    assert "1 événement est publié." in page
    assert "« Un verger » est resté tel quel." in page


def test_event_changed_since_the_summary_stays(client_of, regina, make_event):
    one, two = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")
    read_at = clock.now()
    with clock.at(read_at + dt.timedelta(minutes=1)):
        update_event(event=one, by=None, venue="Ailleurs")
        client_of(regina).post(URL, {"uid": [str(one.uid), str(two.uid)], "read_at": read_at.isoformat()})

    assert states(one, two) == [Moderation.SUBMITTED, Moderation.PUBLISHED]


@pytest.mark.parametrize("uid", ["", "x", "0d2b2c53-6c9e-4a76-9d04-6f2f8f0f4c11"])
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

    with django_assert_num_queries(10):
        client.get(URL, {"uid": uids})


def chosen(action, *events, **fields):
    return {"action": action, "uid": [str(event.uid) for event in events], **fields}


@pytest.mark.parametrize(
    ("action", "title", "verb"),
    [
        ("request_changes", "2 événements reviendront à leurs organisateurs", "Renvoyer ces 2 événements"),
        ("refuse", "2 événements seront refusés", "Refuser ces 2 événements"),
        ("publish", "2 événements seront publiés", "Publier ces 2 événements"),
        ("withdraw", "2 événements seront publiés", "Publier ces 2 événements"),
    ],
)
def test_summary_says_what_is_decided(client_of, regina, make_event, *, action, title, verb):
    events = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")

    page = page_of(client_of(regina).get(URL, chosen(action, *events)))

    assert (title in page, verb in page, "[undefined" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("action", "state"), [("request_changes", Moderation.CHANGES_REQUESTED), ("refuse", Moderation.REFUSED)]
)
def test_same_words_go_to_all_of_them(client_of, regina, make_event, action, state):
    events = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")

    client_of(regina).post(URL, chosen(action, *events, preset="theme", words="Merci."))

    assert states(*events) == [state, state]
    messages = {event.decisions.first().message for event in events}
    assert [message.endswith("\n\nMerci.") for message in messages] == [True]


def test_words_are_needed_to_refuse(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(URL, chosen("refuse", event))

    assert (response.status_code, states(event)) == (422, [Moderation.SUBMITTED])
    assert "Choisissez une phrase" in page_of(response)


def test_incomplete_event_can_be_sent_back(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(description="")

    client_of(regina).post(URL, chosen("request_changes", event, words="Il manque le texte."))

    assert states(event) == [Moderation.CHANGES_REQUESTED]


def test_what_another_reads_is_left_out(client_of, regina, fede, make_event):
    one, two = submitted(make_event, "Un potager"), submitted(make_event, "Un verger")
    claim_event(event=one, by=fede)
    client = client_of(regina)

    assert "Fede le lit" in page_of(client.get(URL, chosen("publish", one, two)))
    page = page_of(client.post(URL, chosen("publish", one, two), follow=True))
    assert states(one, two) == [Moderation.SUBMITTED, Moderation.PUBLISHED]
    assert "« Un potager » est resté tel quel." in page


def test_reading_time_that_is_none_is_refused(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(URL, chosen("publish", event, read_at="hier"))

    assert (response.status_code, states(event)) == (422, [Moderation.SUBMITTED])


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 200), ("regina", 200), ("alice", 403), ("charlie", 403)]
)
def test_who_may_open_it(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert client_of(request.getfixturevalue(person)).get(URL, chosen("refuse", event)).status_code == status
