"""The point of an event: an address looked for and picked, a point put by hand, or the centre of the town."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from semainier.accounts.models import User
from semainier.campaigns.models import Edition
from semainier.events.models import Event, Moderation, Precision
from semainier.events.tests.geocoder import Geocoder, feature, geocoding
from semainier.events.tests.space import ClientOf, MakeEvent, at, form_data
from semainier.organisations.models import Organisation

ASKED = "rue de la Pépinière, 33310 Lormont"
CENTRE = (44.8765, -0.51919)
DOOR = (44.870001, -0.523456)


@pytest.fixture
def service() -> Iterator[Geocoder]:
    with geocoding() as found:
        yield found


@pytest.fixture
def url(committed: Edition, org_a: Organisation) -> str:
    return reverse("events:event_create", args=[org_a.pk, committed.slug])


@pytest.fixture
def client(client_of: ClientOf, alice: User, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return client_of(alice)


def place() -> tuple[str, float | None, float | None]:
    event = Event.objects.get()
    return (event.precision, event.latitude, event.longitude)


def errors(response: Any) -> set[str]:
    assert response.status_code == 422
    assert "[undefined" not in response.content.decode()
    return set(response.context["form"].errors)


def offered(response: Any) -> list[str]:
    """Return the values of the choices of a place, read of the page as a browser does."""
    return re.findall(r'type="radio" name="spot" value="([^"]+)"', response.content.decode())


def hidden(response: Any, name: str) -> str:
    [value] = re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(value)


def test_nothing_is_asked_when_it_is_off(
    client: Client, url: str, committed: Edition, service: Geocoder, settings: Any
) -> None:
    settings.GEOCODER_URL = ""

    assert client.post(url, form_data(committed)).status_code == 302
    assert (service.asked, place()) == ([], (Precision.COMMUNE, *CENTRE))


def test_found_places_are_offered(client: Client, url: str, committed: Edition, service: Geocoder) -> None:
    service.find(feature(), feature(label="Lormont", type="municipality", score=0.6))

    response = client.post(url, form_data(committed))
    assert errors(response) == {"address"}
    assert len(offered(response)) == 3
    assert "3 Rue de la Pépinière 33310 Lormont" in response.content.decode()
    assert (hidden(response, "spot_for"), Event.objects.count()) == (ASKED, 0)


def test_picked_door_is_the_point(client: Client, url: str, committed: Edition, service: Geocoder) -> None:
    service.find(feature())
    first = client.post(url, form_data(committed))
    picked = {"spot": offered(first)[0], "spot_for": ASKED}

    client.post(
        url,
        form_data(committed, **picked, place_seen=hidden(first, "place_seen"), place_confirmed="on"),
    )
    assert place() == (Precision.EXACT, *DOOR)
    assert Event.objects.get().place_confirmed_at is not None
    assert len(service.asked) == 1


def test_picked_door_is_to_be_confirmed(
    client: Client, url: str, committed: Edition, service: Geocoder
) -> None:
    service.find(feature())
    first = client.post(url, form_data(committed))

    client.post(url, form_data(committed, spot=offered(first)[0], spot_for=ASKED))
    assert (place()[0], Event.objects.get().place_confirmed_at) == (Precision.EXACT, None)


def test_town_is_that_of_the_picked_address(
    client: Client, url: str, committed: Edition, service: Geocoder
) -> None:
    service.find(feature(citycode="33063", postcode="33100", point=[-0.56, 44.84]))
    first = client.post(url, form_data(committed))

    client.post(url, form_data(committed, spot=offered(first)[0], spot_for=ASKED))
    event = Event.objects.get()
    assert (event.commune_id, event.city, event.postcode) == ("33063", "Bordeaux", "33100")
    assert place() == (Precision.EXACT, 44.84, -0.56)


def test_hamlet_stands_at_the_centre(client: Client, url: str, committed: Edition, service: Geocoder) -> None:
    service.find(feature(type="locality"))
    first = client.post(url, form_data(committed))

    client.post(url, form_data(committed, spot=offered(first)[0], spot_for=ASKED))
    assert place() == (Precision.COMMUNE, *CENTRE)


def test_none_of_these_is_the_centre(client: Client, url: str, committed: Edition, service: Geocoder) -> None:
    service.find(feature())
    first = client.post(url, form_data(committed))

    response = client.post(url, form_data(committed, spot=offered(first)[-1], spot_for=ASKED))
    assert (response.status_code, place()) == (302, (Precision.COMMUNE, *CENTRE))
    assert len(service.asked) == 1


def test_pick_stays_when_something_else_is_wrong(
    client: Client, url: str, committed: Edition, service: Geocoder
) -> None:
    service.find(feature())
    picked = {"spot": offered(client.post(url, form_data(committed)))[0], "spot_for": ASKED}

    response = client.post(url, form_data(committed, **picked, title=""))
    assert errors(response) == {"title"}
    assert "checked><span>3 Rue de la Pépinière" in response.content.decode()


def test_other_address_is_looked_for_again(
    client: Client, url: str, committed: Edition, service: Geocoder
) -> None:
    service.find(feature())
    picked = {"spot": offered(client.post(url, form_data(committed)))[0], "spot_for": ASKED}

    response = client.post(url, form_data(committed, **picked, address="1 quai Lumière"))
    assert (errors(response), len(service.asked)) == ({"address"}, 2)


def test_made_up_pick_is_looked_for_again(
    client: Client, url: str, committed: Edition, service: Geocoder
) -> None:
    service.find(feature())

    response = client.post(url, form_data(committed, spot="48.8,2.3", spot_for=ASKED))
    assert errors(response) == {"address"}


@pytest.mark.parametrize(
    "changes", [{"then": "draft"}, {"address": ""}, {"dates": "add"}, {"town": "Nulle-part"}]
)
def test_nothing_is_asked_before_it_is_needed(
    client: Client, url: str, committed: Edition, service: Geocoder, changes: dict[str, str]
) -> None:
    client.post(url, form_data(committed, **changes))

    assert service.asked == []


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<html>", 200, "ne répond pas"),
        (b"", 503, "ne répond pas"),
        (b"", 302, "ne répond pas"),
        (b'{"features": []}', 200, "n’a pas été trouvée"),
    ],
)
def test_without_a_place_the_town_serves_and_a_sentence_says_so(
    *, client: Client, url: str, committed: Edition, service: Geocoder, body: bytes, status: int, words: str
) -> None:
    service.give(body, status)

    response = client.post(url, form_data(committed), follow=True)
    assert response.redirect_chain[-1][0] == reverse("events:event_preview", args=[Event.objects.get().uid])
    assert words in response.content.decode()
    assert place() == (Precision.COMMUNE, *CENTRE)


@pytest.mark.parametrize(("latitude", "longitude"), [("44,87", "-0,52"), (" 44.87 ", "-0.52")])
def test_point_put_by_hand_is_confirmed(
    *, client: Client, url: str, committed: Edition, service: Geocoder, latitude: str, longitude: str
) -> None:
    client.post(url, form_data(committed, latitude=latitude, longitude=longitude))

    assert place() == (Precision.EXACT, 44.87, -0.52)
    assert Event.objects.get().place_confirmed_at is not None
    assert service.asked == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"),
    [
        ("44.87", "", "longitude"),
        ("", "-0.52", "latitude"),
        ("-0.52", "44.87", "latitude"),
        ("51.5", "-0.12", "latitude"),
        ("nord", "-0.52", "latitude"),
        ("nan", "-0.52", "latitude"),
        ("44.87", "1e999", "longitude"),
    ],
)
def test_point_that_does_not_hold_is_refused(
    *, client: Client, url: str, committed: Edition, latitude: str, longitude: str, wrong: str
) -> None:
    response = client.post(url, form_data(committed, latitude=latitude, longitude=longitude))

    assert errors(response) == {wrong}
    assert 'id="point" open' in response.content.decode()


def test_point_needs_its_town(client: Client, url: str, committed: Edition) -> None:
    data = form_data(committed, latitude="44.87", longitude="-0.52", town="", then="draft")

    assert errors(client.post(url, data)) == {"town"}


def exact(make_event: MakeEvent, **fields: Any) -> Event:
    return make_event(latitude=44.87, longitude=-0.52, precision=Precision.EXACT, **fields)


def test_point_stays_when_nothing_of_it_changes(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = exact(make_event)

    page = client.get(at("events:event_edit", event)).content.decode()
    assert ('value="44.87"' in page, 'value="-0.52"' in page) == (True, True)
    client.post(
        at("events:event_edit", event),
        form_data(committed, latitude="44.87", longitude="-0.52", then="draft"),
    )
    assert place() == (Precision.EXACT, 44.87, -0.52)


def test_point_that_is_removed_gives_the_centre(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = exact(make_event)

    client.post(at("events:event_edit", event), form_data(committed, latitude="", longitude="", then="draft"))
    assert place() == (Precision.COMMUNE, *CENTRE)


def test_point_of_the_old_town_goes_with_it(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = exact(make_event)
    point = {"latitude": "44.87", "longitude": "-0.52"}

    client.post(at("events:event_edit", event), form_data(committed, **point, town="64000 Pau", then="draft"))
    assert place() == (Precision.COMMUNE, 43.31117, -0.35583)


def test_other_address_of_a_public_event_is_confirmed_again(
    client: Client, make_event: MakeEvent, committed: Edition
) -> None:
    event = exact(make_event, address="rue A")
    Event.objects.update(moderation=Moderation.PUBLISHED)
    point = {"latitude": "44.87", "longitude": "-0.52"}

    response = client.post(
        at("events:event_edit", event), form_data(committed, **point, address="rue B", then="save")
    )
    assert errors(response) == {"place_confirmed"}


@pytest.mark.parametrize(("who", "answer"), [("charlie", 404), ("regina", 403)])
def test_who_may_not_write_asks_nothing(
    *,
    request: Any,
    client_of: ClientOf,
    make_event: MakeEvent,
    committed: Edition,
    service: Geocoder,
    who: str,
    answer: int,
) -> None:
    event = make_event()
    person = client_of(request.getfixturevalue(who))

    response = person.post(at("events:event_edit", event), form_data(committed, address="rue B"))
    assert (response.status_code, service.asked) == (answer, [])


def test_page_never_names_the_service(client: Client, url: str, service: Geocoder) -> None:
    page = client.get(url).content.decode()

    assert service.url.split("/")[2] not in page
    assert "Mettre le point soi-même" in page
    assert "events/place_pin.js" in page
