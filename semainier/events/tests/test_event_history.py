"""All that happened to an event: who, when, why, before and after."""

import datetime as dt

import pytest

from semainier.core import clock
from semainier.events.models import Event, Held, Status
from semainier.events.queries.history import history
from semainier.events.services.claims import claim_event, take_over
from semainier.events.services.declare import update_event
from semainier.events.services.escalation import Why, escalate_event
from semainier.events.services.messages import post_message
from semainier.events.services.moderation import publish_event, request_changes, submit_event
from semainier.events.services.outcomes import give_outcome
from semainier.events.services.status import set_status
from semainier.events.services.trust import give_trust
from semainier.events.tests.desk import page_of, plain, submitted
from semainier.events.tests.test_alert_create import alert


def url(event):
    return f"/espace/evenements/{event.uid}/historique/"


def at_minute(minute):
    return clock.at(dt.datetime(2026, 5, 20, 10, minute, tzinfo=clock.PARIS))


def told(event, *, for_desk=True):
    return [(plain(step.what), step.who) for step in history(event, for_desk=for_desk)]


def test_decisions_with_who_and_in_whose_words(make_event, alice, regina):
    event = make_event()
    with at_minute(1):
        submit_event(event=event, by=alice)
    with at_minute(2):
        request_changes(event=event, by=regina, message="Précisez l’entrée.")

    steps = history(event, for_desk=False)
    assert [(plain(step.what), step.who, step.words) for step in steps] == [
        ("Modification demandée", "Regina", "Précisez l’entrée."),
        ("Soumis", "Alice", ""),
        ("Brouillon écrit", "", ""),
    ]


def test_change_with_before_and_after(make_event, alice):
    event = submitted(make_event)
    with at_minute(1):
        update_event(event=event, by=alice, venue="Salle des fêtes")

    step = history(event, for_desk=False)[0]
    assert (plain(step.what), step.who) == ("Modifié", "Alice")
    assert [(change.label, change.old, change.new) for change in step.changes] == [
        ("Lieu", "Jardin du bâtiment C", "Salle des fêtes")
    ]


def test_several_dates_are_told_in_words(make_event):
    event = submitted(make_event)
    first = (event.starts_at, event.ends_at)
    second = tuple(moment + dt.timedelta(days=1) for moment in first)
    with at_minute(1):
        update_event(event=event, by=None, sessions=[first, second])

    [change] = [c for c in history(event, for_desk=False)[0].changes if c.name == "sessions"]
    assert plain(change.old) == "dimanche 7 juin, de 10 h à 12 h"
    assert "lundi 8 juin" in plain(change.new)


def test_messages_status_and_outcome_stand_among_them(make_event, alice, regina):
    event = submitted(make_event)
    publish_event(event=event, by=regina)
    with at_minute(1):
        post_message(event=event, by=alice, text="Merci", from_desk=False)
    with at_minute(2):
        set_status(event=event, status=Status.FULL, by=alice, note="Plus de place")
    with clock.at(dt.datetime(2026, 6, 8, tzinfo=clock.PARIS)):
        give_outcome(event=Event.objects.get(), held=Held.YES, by=alice, attendance=60)

    steps = history(event, for_desk=False)
    assert [(plain(step.what), step.words) for step in steps[:3]] == [
        ("Résultat donné", ""),
        ("Statut changé", "Plus de place"),
        ("Message de l’organisateur", "Merci"),
    ]
    assert [(change.old, change.new) for change in steps[1].changes] == [("Prévu", "Complet")]
    assert plain(steps[0].remark) == "Oui, comme prévu, fréquentation : 60"


def test_publication_on_trust_says_so(make_event, org_a, regina):
    give_trust(organisation=org_a, by=regina)
    event = submit_event(event=make_event(), by=None)

    assert ("Publié aussitôt : organisme de confiance", "") in told(event)


def test_what_concerns_the_desk_alone_is_not_the_members(make_event, regina, fede):
    event = submitted(make_event)
    claim_event(event=event, by=regina)
    take_over(event=event, by=fede)
    escalate_event(event=event, why=Why.LATE)
    alert(event)

    desk = {what for what, _who in told(event)} - {what for what, _who in told(event, for_desk=False)}
    assert desk == {"Repris à une autre personne", "Remis à la tête de réseau", "Signalé par un visiteur"}
    assert "délai promis dépassé" in {plain(step.remark) for step in history(event, for_desk=True)}


def test_page_for_both_sides(client_of, alice, regina, make_event):
    event = submitted(make_event)
    alert(event)

    member, desk = page_of(client_of(alice).get(url(event))), page_of(client_of(regina).get(url(event)))
    assert ("Signalé par un visiteur" in member, "Signalé par un visiteur" in desk) == (False, True)
    assert (f"/bureau/moderation/{event.uid}/" in desk, "[undefined" in member + desk) == (True, False)


@pytest.mark.parametrize(
    ("person", "status"), [("alice", 200), ("bob", 200), ("regina", 200), ("fede", 200), ("charlie", 404)]
)
def test_who_may_read_it(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert client_of(request.getfixturevalue(person)).get(url(event)).status_code == status


def test_association_of_the_place_alone_may_not(client_of, regina, make_event, org_b):
    event = submitted(make_event)
    Event.objects.update(organisation=org_b, moderation="published")

    assert client_of(regina).get(url(event)).status_code == 403


def test_pages_of_the_event_lead_there(client_of, alice, regina, make_event):
    event = submitted(make_event)

    assert url(event) in page_of(client_of(alice).get(f"/espace/evenements/{event.uid}/"))
    assert url(event) in page_of(client_of(regina).get(f"/bureau/moderation/{event.uid}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, alice, make_event, django_assert_num_queries, number):
    event = submitted(make_event)
    for n in range(number):
        update_event(event=event, by=alice, venue=f"Salle {n}")
        post_message(event=event, by=alice, text=f"Message {n}", from_desk=False)
    client = client_of(alice)

    with django_assert_num_queries(8):
        client.get(url(event))
