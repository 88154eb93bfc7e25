"""The page of an event: everything one needs to come, said honestly."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from semainier.core.clock import PARIS
from semainier.events.models import Admission, Event, Precision, Status
from semainier.events.services.declare import set_co_organisers
from semainier.events.tests.public import PROGRAMME, MakeEvent, hidden_states, on, paris, show, words
from semainier.organisations.models import Organisation
from semainier.territories.models import Commune, Department


def page(client: Client, event: Event, prefix: str = "") -> str:
    response = client.get(f"{prefix}{PROGRAMME}{event.slug}/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "[undefined" not in html
    return html


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_page_says_when_where_and_who(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, address="3 rue des Lilas", postcode="33310", contact_email="jardin@a.example")

    text = words(page(client, event))

    assert "Dimanche 7 juin de 10 h à 12 h" in text
    assert "Où Jardin du bâtiment C 3 rue des Lilas 33310 Lormont" in text
    assert "Entrée Entrée libre" in text
    assert "Organisé par Habitat des Deux-Rives" in text
    assert 'href="mailto:jardin@a.example"' in page(client, event)


@pytest.mark.parametrize(("moderation", "audience"), hidden_states())
def test_hidden_event_is_unknown(
    client: Client, make_event: MakeEvent, moderation: str, audience: str
) -> None:
    event = show(make_event, moderation=moderation, audience=audience)

    assert client.get(f"{PROGRAMME}{event.slug}/").status_code == 404


def test_event_of_several_days(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, starts_at=paris(8, 14), ends_at=paris(10, 18))

    text = words(page(client, event))

    assert "Du lundi 8 au mercredi 10 juin du lundi 8 juin à 14 h au mercredi 10 juin à 18 h" in text


def test_hours_are_those_of_the_place(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, commune=Commune.objects.get(code="97411"), **on(8, hour=10))

    assert "de 12 h à 14 h" in words(page(client, event))


@pytest.mark.parametrize(
    ("status", "note", "sentence"),
    [
        (Status.CANCELLED, "", "Annulé : cet événement n’aura pas lieu."),
        (Status.POSTPONED, "", "Reporté : la nouvelle date n’est pas encore connue."),
        (Status.FULL, "Écrivez-nous.", "Complet : Écrivez-nous."),
    ],
)
def test_status_comes_before_the_text(
    client: Client, make_event: MakeEvent, status: Status, note: str, sentence: str
) -> None:
    event = show(make_event, status=status, status_note=note)

    text = words(page(client, event))

    assert text.index(sentence) < text.index("Les habitants ouvrent leur jardin.")


@pytest.mark.parametrize(
    ("place", "sentence", "has_way"),
    [
        ({"commune": "33249"}, "Sur la carte, le repère est au centre de la commune.", 0),
        ({"commune": "33213"}, "Lieu à placer sur la carte : seul le département est connu, Gironde.", 0),
        ({"commune": "33249", "latitude": 44.87, "longitude": -0.52, "precision": Precision.EXACT}, "", 1),
    ],
)
def test_precision_of_the_place_is_said(
    client: Client, make_event: MakeEvent, place: dict[str, Any], sentence: str, has_way: int
) -> None:
    commune = Commune.objects.get(code=place.pop("commune"))

    html = page(client, show(make_event, commune=commune, **place))

    assert sentence in words(html)
    assert html.count("openstreetmap.org/directions?to=44.87%2C-0.52") == has_way


def test_registration_link_while_there_is_place(client: Client, make_event: MakeEvent) -> None:
    fields = {"admission": Admission.REGISTRATION, "booking_url": "https://inscription.example/"}

    assert "https://inscription.example/" in page(client, show(make_event, **fields))
    assert 'href="https://inscription.example/"' not in page(
        client, show(make_event, status=Status.FULL, **fields)
    )


def test_picture_has_alternative_text_and_credit(client: Client, make_event: MakeEvent) -> None:
    event = show(
        make_event,
        picture="events/2026/a.jpg",
        picture_alt="Un jardin",
        picture_credit="A. Martin",
        picture_rights=True,
    )

    html = page(client, event)

    assert '<img src="/media/events/2026/a.jpg" alt="Un jardin"' in html
    assert "Photo : A. Martin" in words(html)
    assert 'property="og:image" content="http://localhost:8000/media/events/2026/a.jpg"' in html


def test_co_organisers_and_other_events(
    client: Client, make_event: MakeEvent, org_a: Organisation, org_b: Organisation
) -> None:
    event = show(make_event)
    show(make_event, title="Un autre")
    set_co_organisers(event=event, organisations=[org_b], by=None)

    html = page(client, event)

    assert "avec Le Toit des Flandres" in words(html)
    assert f'<a href="{PROGRAMME}?organisme={org_a.siren}">Ses 2 événements</a>' in html


def test_same_day_in_the_same_department(client: Client, make_event: MakeEvent) -> None:
    exact = {"precision": Precision.EXACT, "latitude": 44.8765, "longitude": -0.51919}
    event = show(make_event, **exact, **on(8))
    show(make_event, title="Tout près", **{**exact, "latitude": 44.8465}, **on(8, hour=14))
    show(make_event, title="Un autre jour", **on(9))
    show(make_event, title="Un autre pays", commune=Commune.objects.get(code="64445"), **on(8))
    show(make_event, title="Un secret", moderation="draft", **on(8))

    text = words(page(client, event)).partition("Le même jour, pas loin")[2]

    assert "Tout près" in text
    assert "à 3 km" in text
    assert not {"Un autre jour", "Un autre pays", "Un secret"} & set(
        re.findall("Un autre jour|Un autre pays|Un secret", text)
    )


def test_structured_data(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, status=Status.POSTPONED, address="3 rue des Lilas", postcode="33310")

    data = data_of(page(client, event))

    assert data["@type"] == "Event"
    assert (data["startDate"], data["endDate"]) == ("2026-06-07T10:00:00+02:00", "2026-06-07T12:00:00+02:00")
    assert data["eventStatus"] == "https://schema.org/EventPostponed"
    assert data["location"]["address"]["addressLocality"] == "Lormont"
    assert "geo" not in data["location"]
    assert data["url"] == f"http://localhost:8000{PROGRAMME}{event.slug}/"
    assert data["organizer"] == {"@type": "Organization", "name": "Habitat des Deux-Rives"}


def test_text_of_a_member_cannot_leave_its_place(client: Client, make_event: MakeEvent) -> None:
    evil = "</script><script>alert(1)</script>"
    event = show(
        make_event, title=f"Titre {evil}", description=evil, venue=evil, status_note=evil, status=Status.FULL
    )

    html = page(client, event)

    assert "<script>alert" not in html
    assert data_of(html)["name"] == f"Titre {evil}"


def test_update_is_dated(client: Client, make_event: MakeEvent) -> None:
    published_at = dt.datetime(2026, 5, 18, 9, 0, tzinfo=PARIS)

    assert "Mis à jour le mercredi 20 mai." in words(
        page(client, show(make_event, published_at=published_at))
    )


def test_page_in_english(client: Client, make_event: MakeEvent) -> None:
    html = page(client, show(make_event), "/en")

    assert '<h1 lang="fr">Un jardin partagé</h1>' in html
    assert "Sunday 7 June 10 am to noon" in words(html)
    assert (
        '<link rel="canonical" href="http://localhost:8000/en/semaine-2026/programme/un-jardin-partage/">'
        in html
    )


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries(
    client: Client, make_event: MakeEvent, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    events = [show(make_event, **on(8, hour=9 + hour)) for hour in range(number)]
    set_co_organisers(
        event=events[0], organisations=list(Organisation.objects.filter(kind="member")), by=None
    )

    with django_assert_num_queries(6):
        page(client, events[0])


def test_department_without_centre_is_not_a_point(client: Client, make_event: MakeEvent) -> None:
    event = show(make_event, commune=None, department=Department.objects.get(code="33"))

    assert event.latitude is None
    assert "geo" not in data_of(page(client, event))["location"]
