"""A queue of many: bounded counts, pages, the next one, the order of its views."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from semainier.core import clock
from semainier.events.models import Event, Moderation
from semainier.events.queries.desk import LISTED, Scope, neighbour_after, queue
from semainier.events.queries.desk_filters import QueueFilters, View
from semainier.events.services.moderation import publish_event, request_changes
from semainier.events.tests.desk import page_of, submitted
from semainier.organisations.access import Reach

URL = "/bureau/moderation/"


def titles(response):
    return [row.event.title for row in response.context["rows"]]


def many(event, number, **fields):
    """Write copies of an event, each a minute younger."""
    kept = [f.attname for f in Event._meta.fields if f.attname not in {"id", "uid", "slug", "title"}]
    values = {name: getattr(event, name) for name in kept} | fields
    later = event.submitted_at + dt.timedelta(minutes=1)
    Event.objects.bulk_create(
        Event(**values | {"submitted_at": later}, slug=f"e{n}", title=f"Événement {n}") for n in range(number)
    )


def test_no_more_is_counted_than_is_listed(client_of, fede, make_event):
    many(submitted(make_event), LISTED)

    response = client_of(fede).get(URL)

    page = page_of(response)
    assert "1 000+ événements à décider" in page
    assert "Les 1 000 premiers sont affichés ; une recherche trouve les autres." in page
    assert response.context["page_obj"].paginator.num_pages == 20


def test_search_finds_what_is_not_listed(client_of, fede, make_event):
    many(submitted(make_event), LISTED)
    last = submitted(make_event, "Le dernier")

    assert titles(client_of(fede).get(URL, {"q": "dernier"})) == [last.title]


def test_other_orders_of_a_long_view_are_among_its_newest(make_event):
    event = submitted(make_event, "Z, le plus ancien", days_ago=30)
    publish_event(event=event, by=None)
    event.refresh_from_db()
    many(event, LISTED, published_at=clock.now() + dt.timedelta(minutes=1))
    filters = QueueFilters(view=View.PUBLISHED, sort="titre")

    listed = queue(Scope.of(Reach(everything=True)), filters)

    assert len(listed) == LISTED
    assert event not in listed


@pytest.mark.parametrize(
    ("view", "expected"), [("publies", ["Second", "Premier"]), ("demandes", ["Premier", "Second"])]
)
def test_waiting_views_begin_with_the_oldest_the_others_with_the_newest(
    client_of, fede, make_event, view, expected
):
    for minutes, title in [(2, "Premier"), (1, "Second")]:
        event = submitted(make_event, title)
        with clock.at(clock.now() - dt.timedelta(minutes=minutes)):
            if view == "publies":
                publish_event(event=event, by=None)
            else:
                request_changes(event=event, by=None, message="Précisez.")

    assert titles(client_of(fede).get(URL, {"vue": view})) == expected


def test_last_day_of_the_promise_stands_in_the_row(client_of, regina, make_event):
    submitted(make_event, days_ago=1)

    response = client_of(regina).get(URL)

    # From Tuesday 19 May on, with Whit Monday on the 25th.
    assert "avant mar. 26 mai" in page_of(response)
    assert "La réponse est promise pour le mardi 26 mai." in page_of(response)


def test_answer_on_the_last_day_is_not_late(client_of, regina, make_event):
    submitted(make_event, "Dernier jour", days_ago=7)
    submitted(make_event, "En retard", days_ago=8)

    rows = client_of(regina).get(URL).context["rows"]

    assert [(row.event.title, row.waited, row.is_late) for row in rows] == [
        ("En retard", 5, True),
        ("Dernier jour", 4, False),
    ]


def test_promise_is_that_of_the_edition(client_of, regina, make_event, committed):
    committed.answer_days = 2
    committed.save()
    submitted(make_event, days_ago=5)

    response = client_of(regina).get(URL)

    assert response.context["rows"][0].is_late is True
    assert "2 jours ouvrés" in page_of(response)


def test_keys_are_told_in_a_dialog(client_of, regina, make_event):
    submitted(make_event)

    page = page_of(client_of(regina).get(URL))

    assert '<dialog class="dialog" id="shortcuts"' in page
    assert "le lire vous-même : les autres le voient" in page
    assert 'data-dialog="shortcuts"' in page


@pytest.mark.parametrize("vue", [view.value for view in View])
def test_every_empty_view_says_what_comes(client_of, fede, edition, vue):
    page = page_of(client_of(fede).get(URL, {"vue": vue}))

    assert '<div class="empty">' in page
    assert "[undefined" not in page


def test_departments_are_those_of_the_desk(client_of, regina, fede, edition):
    own, every = (client_of(person).get(URL).context["departments"] for person in (regina, fede))

    assert set(own.values_list("pk", flat=True)) <= {"24", "33", "40", "47", "64"}
    assert every.count() > own.count()


def test_neighbour_of_what_is_not_listed_is_the_first(make_event, fede):
    first = submitted(make_event)
    other = make_event(title="Brouillon")
    events = queue(Scope.of(Reach(everything=True)), QueueFilters())

    assert neighbour_after(events, other.uid, fede) == first.uid


def test_events_of_before_get_the_day_of_their_last_step(make_event):
    event = submitted(make_event, days_ago=3)
    publish_event(event=event, by=None)
    Event.objects.update(decided_at=None)
    migration = import_module("semainier.events.migrations.0007_last_steps")

    migration.remember_last_steps(apps, None)

    assert Event.objects.get().decided_at == clock.now()
    assert Event.objects.get().moderation == Moderation.PUBLISHED


def test_draft_of_before_has_no_last_step(make_event):
    make_event()
    import_module("semainier.events.migrations.0007_last_steps").remember_last_steps(apps, None)

    assert Event.objects.get().decided_at is None
