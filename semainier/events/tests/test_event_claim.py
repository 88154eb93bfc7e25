"""Two do not work on one: who reads an event is seen, refused to the others, taken over on record."""

import datetime as dt

import pytest

from semainier.audit.models import AuditEntry
from semainier.core import clock
from semainier.core.errors import Conflict
from semainier.events.models import Event, Moderation
from semainier.events.services.claims import claim_event, release_event, take_over
from semainier.events.services.moderation import refuse_event
from semainier.events.tests.desk import page_of, plain, published, submitted


def url(event, verb="lire"):
    return f"/bureau/moderation/{event.uid}/{verb}/"


def reader(event):
    return Event.objects.get(pk=event.pk).claimed_by


def later(**span):
    return clock.at(clock.now() + dt.timedelta(**span))


def test_others_see_who_reads_it_and_since_when(client_of, regina, fede, make_event):
    event = submitted(make_event)
    client_of(regina).post(url(event))

    with later(minutes=5):
        response = client_of(fede).get(f"/bureau/moderation/{event.uid}/")

    page = page_of(response)
    assert "Regina lit cet événement depuis 5 min." in page
    assert "/publier/" not in page
    assert f"/bureau/moderation/{event.uid}/reprendre/" in page


def test_one_sees_that_one_reads_it_and_can_give_it_back(client_of, regina, make_event):
    event = submitted(make_event)
    client = client_of(regina)

    page = page_of(client.post(url(event), {"room": "page"}, follow=True))
    assert "Vous le lisez depuis 0 min ; les autres le voient." in page
    assert "/publier/" in page
    client.post(url(event, "rendre"))
    assert reader(event) is None


def test_row_says_who_reads_and_the_next_free_one_is_open(client_of, regina, fede, make_event):
    first = submitted(make_event, "Premier", days_ago=2)
    submitted(make_event, "Second", days_ago=1)
    claim_event(event=first, by=regina)

    response = client_of(fede).get("/bureau/moderation/")

    rows = response.context["rows"]
    assert plain(rows[0].flags[0].word) == "Regina le lit"
    assert response.context["review"].event.title == "Second"


def test_decision_on_what_another_reads_is_refused_with_what_to_do(client_of, regina, fede, make_event):
    event = submitted(make_event)
    claim_event(event=event, by=regina)

    response = client_of(fede).post(url(event, "refuser"), {"words": "Réunion interne."})

    page = page_of(response)
    assert (response.status_code, response["X-Error-Code"]) == (409, "event.read_by_another")
    assert "Regina lit « Un jardin partagé » depuis 0 min." in page
    assert "Prenez le suivant, ou reprenez celui-ci et décidez." in page
    assert Event.objects.get().moderation == Moderation.SUBMITTED


@pytest.mark.parametrize("verb", ["publier", "demander", "refuser", "relu", "lire"])
def test_every_act_on_it_is_refused_to_others(client_of, regina, fede, make_event, verb):
    event = published(make_event) if verb == "relu" else submitted(make_event)
    claim_event(event=event, by=regina)

    response = client_of(fede).post(url(event, verb), {"words": "Non."})

    assert (response.status_code, response["X-Error-Code"]) == (409, "event.read_by_another")


def test_taken_over_it_is_decided_and_on_record(client_of, regina, fede, make_event):
    event = submitted(make_event)
    claim_event(event=event, by=regina)
    client = client_of(fede)

    with later(minutes=4):
        client.post(url(event, "reprendre"))
        assert reader(event) == fede
        client.post(url(event, "publier"))

    line = AuditEntry.objects.get(verb="event.claim_taken_over")
    assert (line.actor, line.data) == (fede, {"from": regina.pk, "minutes": 4})
    assert Event.objects.get().moderation == Moderation.PUBLISHED


@pytest.mark.parametrize(("minutes", "is_free"), [(29, False), (30, True)])
def test_claim_ends_after_half_an_hour(make_event, regina, fede, minutes, is_free):
    event = submitted(make_event)
    claim_event(event=event, by=regina)

    with later(minutes=minutes):
        if is_free:
            claim_event(event=event, by=fede)
        else:
            with pytest.raises(Conflict):
                claim_event(event=event, by=fede)

    assert reader(event) == (fede if is_free else regina)


def test_decision_releases_it(client_of, regina, make_event):
    event = submitted(make_event)
    client = client_of(regina)
    client.post(url(event))
    client.post(url(event, "publier"))

    assert (reader(event), Event.objects.get().claimed_at) == (None, None)


def test_step_of_the_organiser_releases_it_too(make_event, regina):
    event = submitted(make_event)
    claim_event(event=event, by=regina)
    refuse_event(event=event, by=None, message="Non.")

    assert reader(event) is None


def test_only_ones_own_claim_is_given_back(make_event, regina, fede):
    event = submitted(make_event)
    claim_event(event=event, by=regina)
    release_event(event=event, by=fede)

    assert reader(event) == regina


def test_taking_over_what_nobody_reads_is_reading_it(make_event, regina):
    event = submitted(make_event)
    take_over(event=event, by=regina)

    assert reader(event) == regina
    assert not AuditEntry.objects.filter(verb="event.claim_taken_over").exists()


def test_script_gets_no_page(client_of, regina, make_event):
    response = client_of(regina).post(url(submitted(make_event)), headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == 204


def test_claim_leads_back_to_where_one_was(client_of, regina, make_event):
    event = submitted(make_event)

    response = client_of(regina).post(url(event), {"room": "list", "back": "q=jardin&page=1"})

    assert response["Location"] == f"/bureau/moderation/?q=jardin&page=1&choix={event.uid}"


def test_what_waits_for_nothing_cannot_be_claimed(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.update(moderation=Moderation.REFUSED)

    response = client_of(regina).post(url(event))

    assert (response.status_code, response["X-Error-Code"]) == (409, "event.wrong_state")


@pytest.mark.parametrize("verb", ["lire", "reprendre", "rendre"])
@pytest.mark.parametrize(
    ("person", "status"), [("regina", 302), ("fede", 302), ("alice", 403), ("charlie", 403)]
)
def test_who_may(request, client_of, make_event, *, verb, person, status):
    event = submitted(make_event)

    assert client_of(request.getfixturevalue(person)).post(url(event, verb)).status_code == status


def test_event_of_another_territory_is_not_found(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    Event.objects.update(organisation=org_b)

    assert client_of(regina).post(url(event)).status_code == 404


def test_next_one_is_not_what_another_reads(client_of, regina, fede, make_event):
    first = submitted(make_event, "Un", days_ago=3)
    second = submitted(make_event, "Deux", days_ago=2)
    third = submitted(make_event, "Trois", days_ago=1)
    claim_event(event=second, by=fede)

    response = client_of(regina).post(url(first, "publier"), {"room": "list"})

    assert response["Location"] == f"/bureau/moderation/?choix={third.uid}"
