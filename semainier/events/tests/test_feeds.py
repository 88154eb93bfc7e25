"""The programme as data: what every format has in common.

Addresses: events:programme_ics, events:programme_rss, events:programme_json, events:programme_geojson,
events:programme_csv, events:event_ics.
"""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client

from semainier.campaigns.models import Edition, EventKind
from semainier.events.models import Admission, Event, Precision, Status
from semainier.events.services.status import set_status
from semainier.events.tests.public import FEEDS, MakeEvent, hidden_states, on, paris, show
from semainier.territories.models import Commune


def address(form: str, query: str = "") -> str:
    return f"/semaine-2026/programme.{form}{query}"


def body(client: Client, form: str, query: str = "", prefix: str = "") -> str:
    response = client.get(prefix + address(form, query))
    assert response.status_code == 200
    return response.getvalue().decode()


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def found(text: str, form: str) -> set[str]:
    """Return the titles in a feed, read by a reader of its format."""
    if form == "ics":
        return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    if form == "rss":
        return {str(item.findtext("title")) for item in ET.fromstring(text).iter("item")}  # noqa: S314 -- our own text
    if form == "json":
        return {event["title"] for event in json.loads(text)["events"]}
    if form == "geojson":
        return {feature["properties"]["title"] for feature in json.loads(text)["features"]}
    return {row["titre"] for row in rows(text)}


@pytest.mark.parametrize("form", FEEDS)
def test_feed_has_every_public_event(client: Client, make_event: MakeEvent, form: str) -> None:
    show(make_event, title="Le jardin")
    show(make_event, title="La visite", status=Status.CANCELLED)

    titles = found(body(client, form), form)

    assert titles == (
        {"Le jardin", "Annulé\u00a0: La visite"} if form == "rss" else {"Le jardin", "La visite"}
    )


@pytest.mark.parametrize("form", FEEDS)
def test_feed_without_an_event_is_whole(client: Client, edition: Edition, form: str) -> None:
    assert found(body(client, form), form) == set()


@pytest.mark.parametrize(("moderation", "audience"), hidden_states())
def test_nothing_hidden_leaves(client: Client, make_event: MakeEvent, moderation: str, audience: str) -> None:
    event = show(make_event, title="Un secret", moderation=moderation, audience=audience)

    texts = [body(client, form) for form in FEEDS]

    assert [text for text in texts if "Un secret" in text or str(event.uid) in text] == []
    assert client.get(f"/semaine-2026/programme/{event.slug}.ics").status_code == 404


@pytest.mark.parametrize("form", FEEDS)
def test_hidden_edition_has_no_feed(
    client: Client, make_event: MakeEvent, edition: Edition, form: str
) -> None:
    show(make_event)
    Edition.objects.filter(pk=edition.pk).update(is_public=False)

    assert client.get(address(form)).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?jour=2026-06-08", {"La visite"}),
        ("?theme=vivre-ensemble", {"Le jardin", "La visite"}),
        ("?departement=64", {"La visite"}),
        ("?q=visite", {"La visite"}),
        ("?acces=inscription&page=3", {"La visite"}),
        ("?jour=autres", set()),
    ],
)
def test_feed_follows_the_filters_of_the_page(
    client: Client, make_event: MakeEvent, query: str, expected: set[str]
) -> None:
    show(make_event, title="Le jardin", **on(7))
    pau = Commune.objects.get(code="64445")
    show(make_event, title="La visite", commune=pau, admission=Admission.REGISTRATION, **on(8))

    assert {form: found(body(client, form, query), form) for form in FEEDS} == dict.fromkeys(FEEDS, expected)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?jour=demain", "programme.bad_jour"),
        ("?theme=chats", "programme.bad_theme"),
        ("?region=72", "programme.bad_region"),
        ("?departement=99", "programme.bad_departement"),
        ("?famille=x", "programme.bad_famille"),
        ("?organisme=1", "programme.bad_organisme"),
        ("?public=invitation", "programme.bad_public"),
        ("?acces=x", "programme.bad_acces"),
        ("?statut=x", "programme.bad_statut"),
        ("?bbox=0,0,0,0", "programme.bad_bbox"),
        ("?q=%00", "programme.bad_q"),
        ("?page=0", "programme.bad_page"),
    ],
)
def test_value_without_sense_is_refused_with_its_code(
    client: Client, edition: Edition, query: str, code: str
) -> None:
    responses = [client.get(address(form, query)) for form in FEEDS]

    assert {(r.status_code, r["Content-Type"]) for r in responses} == {(400, "application/problem+json")}
    problem = responses[0].json()
    assert (problem["status"], problem["code"], problem["errors"][0]["code"]) == (400, code, code)
    assert problem["detail"]


@pytest.mark.parametrize("form", FEEDS)
def test_unchanged_feed_is_not_sent_again(client: Client, make_event: MakeEvent, form: str) -> None:
    event = show(make_event, **on(7))
    tag = client.get(address(form))["ETag"]

    again = client.get(address(form), headers={"if-none-match": tag})
    set_status(event=event, status=Status.FULL, by=None)
    changed = client.get(address(form), headers={"if-none-match": tag})

    assert (again.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize("form", FEEDS)
def test_other_sites_may_read_the_feed(client: Client, edition: Edition, form: str) -> None:
    assert client.get(address(form))["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("form", FEEDS)
@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    client: Client,
    make_event: MakeEvent,
    form: str,
    number: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for hour in range(number):
        show(make_event, **on(8, hour=10 + hour))

    with django_assert_num_queries({"ics": 4}.get(form, 3)):
        body(client, form)


@pytest.fixture
def rich(make_event: MakeEvent) -> Event:
    """An event with everything: a note, a picture, an exact place, a registration address."""
    return show(
        make_event, title="Visite ; l’« atelier », dehors", description="=1+1\nDeuxième ligne",
        kind=EventKind.VISIT, admission=Admission.REGISTRATION, booking_url="https://inscription.example/?a=1&b=2",
        external_id="A-1", address="3, rue des Lilas", postcode="33310", latitude=44.87, longitude=-0.52,
        precision=Precision.EXACT, status=Status.FULL, status_note="Liste d’attente sur place",
        sequence=3, picture="events/2026/a.jpg",
        picture_alt="Un jardin", picture_credit="A. Martin", picture_rights=True, **on(8),
    )  # fmt: skip


def test_csv_has_the_columns_of_the_import(client: Client, rich: Event, org_a: Any) -> None:
    (row,) = rows(body(client, "csv"))

    assert row == {
        "identifiant": "A-1", "organisme_siren": org_a.siren, "titre": "Visite ; l’« atelier », dehors",
        "description": "'=1+1\nDeuxième ligne", "theme": "vivre-ensemble", "type": "visite",
        "debut": "2026-06-08T10:00:00+02:00", "fin": "2026-06-08T12:00:00+02:00",
        "lieu": "Jardin du bâtiment C", "adresse": "3, rue des Lilas",
        "code_postal": "33310", "commune": "Lormont", "code_insee": "33249",
        "latitude": "44.87", "longitude": "-0.52", "public": "tous", "acces": "inscription",
        "inscription_url": "https://inscription.example/?a=1&b=2", "statut": "complet", "dates": "",
    }  # fmt: skip


def test_event_without_identifier_is_known_by_its_uid(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event)

    (row,) = rows(body(client, "csv"))

    assert row["identifiant"] == str(event.uid)


def test_json_says_everything(client: Client, rich: Event, org_a: Any) -> None:
    data = json.loads(body(client, "json"))

    assert data["edition"]["starts_on"] == "2026-06-06"
    (event,) = data["events"]
    assert event == {
        "uid": str(rich.uid), "url": f"http://localhost:8000/semaine-2026/programme/{rich.slug}/",
        "title": "Visite ; l’« atelier », dehors", "theme": "vivre-ensemble",
        "starts_at": "2026-06-08T10:00:00+02:00", "ends_at": "2026-06-08T12:00:00+02:00",
        "dates": [{"starts_at": "2026-06-08T10:00:00+02:00", "ends_at": "2026-06-08T12:00:00+02:00"}],
        "postponed_from": None, "timezone": "Europe/Paris", "status": "complet",
        "admission": "inscription", "organisation": {"name": "Habitat des Deux-Rives", "siren": org_a.siren},
        "description": "=1+1\nDeuxième ligne", "kind": "visite", "status_note": "Liste d’attente sur place",
        "booking_url": "https://inscription.example/?a=1&b=2", "contact_email": None,
        "place": {
            "venue": "Jardin du bâtiment C", "address": "3, rue des Lilas", "postcode": "33310",
            "city": "Lormont", "commune": "33249", "department": "33", "region": "75",
            "latitude": 44.87, "longitude": -0.52,
            "precision": "exact",
        },
        "picture": {
            "url": "http://localhost:8000/media/events/2026/a.jpg", "description": "Un jardin",
            "credit": "A. Martin",
        },
        "sequence": 3, "updated_at": rich.updated_at.isoformat(),
    }  # fmt: skip


def test_geojson_has_a_point_only_where_the_place_is_known(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Centre", **on(7))
    show(make_event, title="À placer", commune=Commune.objects.get(code="33213"), **on(8))

    features = json.loads(body(client, "geojson"))["features"]

    assert [feature["geometry"] for feature in features] == [
        {"type": "Point", "coordinates": [-0.51919, 44.8765]},
        None,
    ]
    assert [feature["properties"]["precision"] for feature in features] == ["commune", "department"]
    assert features[0]["properties"]["when"] == "dimanche 7 juin, de 10 h à 12 h".replace(
        " h", "\u00a0h"
    ).replace("7 j", "7\u00a0j")


def test_rss_is_newest_first_and_says_when(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Ancien", published_at=paris(1), **on(7))
    show(make_event, title="Nouveau & <beau>", published_at=paris(2), **on(8))

    items = list(ET.fromstring(body(client, "rss", "?q=a")).iter("item"))  # noqa: S314 -- our own text

    assert [item.findtext("title") for item in items] == ["Nouveau & <beau>", "Ancien"]
    assert items[0].findtext("pubDate") == "Tue, 02 Jun 2026 08:00:00 +0000"
    assert "lundi 8\u00a0juin 2026, de 10\u00a0h à 12\u00a0h" in str(items[0].findtext("description"))


def test_feed_in_english(client: Client, make_event: MakeEvent) -> None:
    show(make_event, title="Le bal", status=Status.CANCELLED)

    text = body(client, "rss", prefix="/en")

    assert "Cancelled: Le bal" in text
    assert "http://localhost:8000/en/semaine-2026/programme/le-bal/" in text


@pytest.mark.parametrize("form", FEEDS)
def test_feed_of_thousands_is_written_piece_by_piece(
    client: Client, make_event: MakeEvent, form: str
) -> None:
    for hour in range(5):
        show(make_event, **on(8, hour=10 + hour))

    response = client.get(address(form))

    assert response.streaming
    assert len(list(response.streaming_content)) >= 5
