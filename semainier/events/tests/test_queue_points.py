"""Where an event lies, with its doubles and what happens in the same town on the same day."""

import pytest

from semainier.events.models import Event
from semainier.events.queries.doubles import near_of
from semainier.events.tests.desk import page_of, submitted


def url(event):
    return f"/bureau/moderation/{event.uid}/carte.geojson"


def titles(response):
    return [feature["properties"]["title"] for feature in response.json()["features"]]


@pytest.fixture
def elsewhere(make_event, org_b):
    """Return a function that makes an event of somebody else."""

    def make(title, **fields):
        event = submitted(make_event, title)
        Event.objects.filter(pk=event.pk).update(organisation=org_b, **fields)
        return Event.objects.get(pk=event.pk)

    return make


def test_event_its_doubles_and_its_neighbours(client_of, regina, make_event, elsewhere):
    event = submitted(make_event)
    submitted(make_event, "Le jardin partagé")
    elsewhere("La fête du quartier")

    response = client_of(regina).get(url(event))

    assert titles(response) == ["Un jardin partagé", "Le jardin partagé", "La fête du quartier"]
    properties = response.json()["features"][0]["properties"]
    assert (properties["url"], properties["place"]) == (f"/bureau/moderation/{event.uid}/", "Lormont")


def test_event_without_a_point_is_on_no_map(client_of, regina, make_event):
    event = submitted(make_event)
    Event.objects.update(latitude=None, longitude=None)

    assert titles(client_of(regina).get(url(event))) == []
    assert "data-map-open" not in page_of(client_of(regina).get(f"/bureau/moderation/{event.uid}/"))


@pytest.mark.parametrize(
    ("title", "fields", "found"),
    [
        ("Un jardin partagé !", {}, [True]),
        ("La fête du quartier", {}, [False]),
        ("Un jardin partagé", {"first_day": "2026-06-08"}, []),
        ("Un jardin partagé", {"commune": None}, []),
        ("Un jardin partagé", {"moderation": "refused"}, []),
        ("Un jardin partagé", {"moderation": "draft"}, []),
    ],
)
def test_what_is_near(make_event, elsewhere, title, fields, found):
    event = submitted(make_event)
    elsewhere(title, **fields)

    assert [near.is_alike for near in near_of(event)] == found


def test_look_alikes_come_first(make_event, elsewhere):
    event = submitted(make_event)
    elsewhere("La fête du quartier")
    elsewhere("Un jardin partage")

    assert [near.is_alike for near in near_of(event)] == [True, False]


def test_near_double_of_somebody_else_is_among_the_checks(client_of, regina, make_event, elsewhere):
    event = submitted(make_event)
    elsewhere("Un jardin partagé")

    page = page_of(client_of(regina).get(f"/bureau/moderation/{event.uid}/"))

    assert "1 événement ressemble à celui-ci." in page
    assert "le même jour dans la même commune" in page


@pytest.mark.parametrize(
    ("person", "status"), [("fede", 200), ("regina", 200), ("alice", 403), ("charlie", 403)]
)
def test_who_may(request, client_of, make_event, person, status):
    event = submitted(make_event)

    assert client_of(request.getfixturevalue(person)).get(url(event)).status_code == status
