import datetime as dt
import re

import pytest
from django.urls import reverse

from semainier.core import clock
from semainier.events.models import Event
from semainier.events.services.declare import update_event
from semainier.events.services.moderation import refuse_event
from semainier.events.tests.desk import page_of, plain, published, sent_back, submitted

URL = "/bureau/moderation/"


def titles(response):
    return [row.event.title for row in response.context["rows"]]


def counts(response):
    return {drawer.view.value: drawer.count for drawer in response.context["drawers"]}


def test_oldest_first_with_working_days(client_of, regina, make_event):
    submitted(make_event, "Deuxième", days_ago=1)
    submitted(make_event, "Premier", days_ago=7)  # 14 May was Ascension day

    response = client_of(regina).get(URL)

    assert titles(response) == ["Premier", "Deuxième"]
    assert [row.waited for row in response.context["rows"]] == [4, 1]
    assert response.context["oldest"] == 4


def test_views_hold_what_their_name_says(client_of, regina, make_event):
    submitted(make_event, "Soumis")
    published(make_event, "Publié")
    sent_back(make_event, "Demandé")
    refuse_event(event=submitted(make_event, "Refusé"), by=None, message="Non.")

    client = client_of(regina)

    assert titles(client.get(URL)) == ["Soumis"]
    assert titles(client.get(URL, {"vue": "demandes"})) == ["Demandé"]
    assert titles(client.get(URL, {"vue": "publies"})) == ["Publié"]
    assert titles(client.get(URL, {"vue": "refuses"})) == ["Refusé"]
    assert counts(client.get(URL)) == {
        "a-decider": 1,
        "hors-delai": 0,
        "modifies": 0,
        "a-relire": 0,
        "signalements": 0,
        "demandes": 1,
        "publies": 1,
        "refuses": 1,
    }


def test_changed_event_says_what_to_read_again(client_of, regina, make_event):
    event = published(make_event)
    update_event(event=event, by=None, venue="Salle des fêtes")

    response = client_of(regina).get(URL, {"vue": "modifies"})

    assert [(flag.kind, plain(flag.word)) for flag in response.context["rows"][0].flags] == [
        ("wait", "Relire : lieu")
    ]


def test_draft_is_nobodys_business(client_of, regina, make_event):
    make_event()

    assert titles(client_of(regina).get(URL)) == []


def test_coordinator_sees_her_territory_head_sees_all(client_of, regina, fede, make_event, org_b):
    event = submitted(make_event, "De Gironde")
    Event.objects.filter(pk=submitted(make_event, "Du Nord").pk).update(organisation=org_b)

    assert titles(client_of(regina).get(URL)) == [event.title]
    assert titles(client_of(fede).get(URL)) == ["De Gironde", "Du Nord"]


def test_search_and_department_are_kept_in_the_links(client_of, regina, make_event):
    submitted(make_event, "Un potager")
    submitted(make_event, "Un verger")

    response = client_of(regina).get(URL, {"q": "verger", "departement": "33"})

    assert titles(response) == ["Un verger"]
    assert "vue=publies&amp;q=verger&amp;departement=33" in page_of(response)
    assert titles(client_of(regina).get(URL, {"departement": "59"})) == []


def test_values_without_sense_give_the_first_view(client_of, regina, make_event):
    submitted(make_event)

    response = client_of(regina).get(URL, {"vue": "x", "tri": "y", "page": "z", "choix": "w"})

    assert titles(response) == ["Un jardin partagé"]


def test_chosen_event_stands_beside_the_list(client_of, regina, make_event):
    submitted(make_event, "Premier", days_ago=3)
    second = submitted(make_event, "Second")

    response = client_of(regina).get(URL, {"choix": str(second.uid)})

    assert response.context["review"].event.title == "Second"
    assert client_of(regina).get(URL).context["review"].event.title == "Premier"


def test_doubles_are_flagged_on_both(client_of, regina, make_event):
    submitted(make_event, "Un jardin")
    submitted(make_event, "Le verger")

    rows = client_of(regina).get(URL).context["rows"]

    assert [[plain(flag.word) for flag in row.flags] for row in rows] == [["Doublon ?"], ["Doublon ?"]]


def test_place_and_days_outside_are_flagged(client_of, regina, make_event):
    from_paris = {"department_id": "75"}
    event = submitted(make_event, starts_at=dt.datetime(2026, 7, 1, 10, tzinfo=clock.PARIS),
                      ends_at=dt.datetime(2026, 7, 1, 12, tzinfo=clock.PARIS))  # fmt: skip
    Event.objects.filter(pk=event.pk).update(**from_paris)

    rows = client_of(regina).get(URL).context["rows"]

    assert [flag.word for flag in rows[0].flags] == ["Hors de la semaine", "Hors territoire"]


@pytest.mark.parametrize(
    ("view", "fields", "words"),
    [
        ("a-decider", {"description": ""}, ["Incomplet"]),
        ("a-decider", {"precision": "department"}, ["À placer"]),
        ("a-decider", {"first_day": None, "last_day": None}, ["Nouveau"]),
        ("demandes", {"moderation": "changes_requested"}, ["Chez l’organisateur"]),
        ("publies", {"moderation": "published", "published_at": clock.now()}, ["Publié"]),
        ("publies", {"moderation": "published", "published_at": clock.now(), "status": "full"}, ["Complet"]),
        ("refuses", {"moderation": "withdrawn"}, ["Retiré"]),
    ],
)
def test_each_flag(client_of, regina, make_event, *, view, fields, words):
    event = submitted(make_event)
    Event.objects.filter(pk=event.pk).update(**fields)

    [row] = client_of(regina).get(URL, {"vue": view}).context["rows"]

    assert [plain(flag.word) for flag in row.flags] == words


@pytest.mark.parametrize(
    ("handed_over", "words"),
    [("2026-05-19T09:00", "1 j"), ("2026-05-20T05:00", "5 h"), ("2026-05-20T09:50", "1 h")],
)
def test_waiting_in_words(client_of, regina, make_event, *, handed_over, words):
    event = submitted(make_event)
    moment = dt.datetime.fromisoformat(handed_over).replace(tzinfo=clock.PARIS)
    Event.objects.filter(pk=event.pk).update(submitted_at=moment)

    [row] = client_of(regina).get(URL).context["rows"]

    assert plain(row.wait_words) == words


def test_no_working_day_has_passed_over_a_weekend(client_of, regina, make_event):
    event = submitted(make_event)
    friday, sunday = (dt.datetime(2026, 5, day, 12, tzinfo=clock.PARIS) for day in (15, 17))
    Event.objects.filter(pk=event.pk).update(submitted_at=friday)

    with clock.at(sunday):
        [row] = client_of(regina).get(URL).context["rows"]

    assert (plain(row.wait_words), row.is_late) == ("0 j", False)


def test_corrected_event_says_so(client_of, regina, make_event):
    from semainier.events.services.moderation import submit_event  # noqa: PLC0415 -- one use

    submit_event(event=sent_back(make_event), by=None)

    assert [flag.word for flag in client_of(regina).get(URL).context["rows"][0].flags] == ["Corrigé"]


def test_frozen_editions_are_history(client_of, regina, make_event, committed):
    published(make_event)
    committed.phase = "frozen"
    committed.save()

    assert counts(client_of(regina).get(URL))["publies"] == 0


def test_empty_queue_says_what_comes(client_of, regina, edition):
    response = client_of(regina).get(URL)

    assert response.context["review"] is None
    assert "Rien ne vous attend." in page_of(response)


def test_pages_of_fifty(client_of, regina, make_event):
    first = submitted(make_event)
    kept = [
        field.attname for field in Event._meta.fields if field.attname not in {"id", "uid", "slug", "title"}
    ]
    values = {name: getattr(first, name) for name in kept}
    Event.objects.bulk_create(Event(**values, slug=f"e{n}", title=f"Événement {n}") for n in range(50))

    response = client_of(regina).get(URL, {"page": "2"})

    assert response.context["page_obj"].paginator.count == 51
    assert len(titles(response)) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client_of, regina, make_event, django_assert_num_queries, number):
    for n in range(number):
        submitted(make_event, f"Événement {n}", days_ago=n)
    client = client_of(regina)

    with django_assert_num_queries(31):
        client.get(URL)


def test_member_may_not_open_it(client_of, alice, edition):
    assert client_of(alice).get(URL).status_code == 403


def test_stranger_is_asked_to_sign_in(client, edition):
    assert client.get(URL).status_code == 302


def test_nothing_is_left_undefined(client_of, regina, make_event):
    published(make_event, "Autre")
    submitted(make_event)

    for view in ("a-decider", "publies", "refuses"):
        assert not re.search(
            r"\[undefined", client_of(regina).get(reverse("events:queue"), {"vue": view}).content.decode()
        )
