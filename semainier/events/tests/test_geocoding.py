"""Asking where an address lies: what is read of the answer, and what a service may do wrong."""

import contextlib
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.events import geocoding as geo
from semainier.events.tests.geocoder import Geocoder, collection, feature, geocoding

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PARTS = ["label", "score", "type", "citycode", "postcode"]


@pytest.fixture
def service() -> Iterator[Geocoder]:
    with geocoding() as found:
        yield found


def labels(body: bytes) -> list[str]:
    return [found.label for found in geo.addresses_in(body)]


def test_door_is_read_whole() -> None:
    [found] = geo.addresses_in(collection(feature()))

    assert (found.label, found.kind) == ("3 Rue de la Pépinière 33310 Lormont", "housenumber")
    assert (found.latitude, found.longitude) == (44.870001, -0.523456)
    assert (found.citycode, found.postcode, found.is_exact) == ("33249", "33310", True)


@pytest.mark.parametrize(
    ("kind", "is_exact"),
    [("housenumber", True), ("street", True), ("locality", False), ("municipality", False)],
)
def test_door_and_street_are_exact(kind: str, *, is_exact: bool) -> None:
    [found] = geo.addresses_in(collection(feature(type=kind)))

    assert found.is_exact is is_exact


@pytest.mark.parametrize(
    "odd",
    [
        {"score": 0.49},
        {"score": "high"},
        {"score": float("nan")},
        {"type": "poi"},
        {"citycode": "3324"},
        {"citycode": None},
        {"postcode": "33 310"},
        {"label": " "},
        {"point": [0, 0]},
        {"point": [44.87, -0.52]},
        {"point": ["x", "y"]},
        {"point": []},
    ],
)
def test_what_is_doubtful_or_odd_is_left_out(odd: dict[str, Any]) -> None:
    assert labels(collection(feature(**odd), feature(label="Rue B"))) == ["Rue B"]


def test_score_of_one_half_is_offered() -> None:
    assert len(labels(collection(feature(score=0.5)))) == 1


def test_best_five_come_first_and_each_label_once() -> None:
    many = [feature(label=f"Rue {number}", score=0.5 + number / 20) for number in range(7)]

    assert labels(collection(*many, many[0])) == ["Rue 6", "Rue 5", "Rue 4", "Rue 3", "Rue 2"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"features": 3}', b"\xff\xfe", b"[" * 9999])
def test_what_is_no_answer_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(geo.NoAnswer):
        geo.addresses_in(body)


@given(st.binary(max_size=60))
def test_bytes_are_read_or_refused_in_one_way(body: bytes) -> None:
    with contextlib.suppress(geo.NoAnswer):
        assert geo.addresses_in(body) == []


@given(st.lists(JSON, max_size=3))
def test_any_features_are_read_without_an_error(features: list[Any]) -> None:
    assert geo.addresses_in(json.dumps({"features": features}).encode()) == []


@given(st.sampled_from(PARTS), JSON)
def test_one_odd_part_never_breaks_the_reading(part: str, value: Any) -> None:
    for found in geo.addresses_in(collection(feature(**{part: value}))):
        assert (found.score >= 0.5, len(found.citycode), found.label != "") == (True, 5, True)


@given(JSON)
def test_odd_geometry_never_breaks_the_reading(point: Any) -> None:
    assert all(
        geo.is_in_france(f.latitude, f.longitude) for f in geo.addresses_in(collection(feature(point=point)))
    )


@given(st.text(max_size=40))
def test_only_what_was_offered_comes_back(text: str) -> None:
    [found] = geo.addresses_in(collection(feature()))

    assert geo.address_of_token(found.token) == found
    assert geo.address_of_token(text) is None
    assert geo.address_of_token(found.token + text.strip() + "x") is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (50.63, 3.05), (42.0, 9.0), (16.2, -61.5), (14.6, -61.0), (4.9, -52.3), (-20.9, 55.45), (-12.8, 45.2),
        (46.8, -56.2), (18.07, -63.05), (17.9, -62.8), (-13.3, -176.2), (-17.5, -149.5), (-22.3, 166.4),
    ],
)  # fmt: skip
def test_overseas_is_france(latitude: float, longitude: float) -> None:
    assert geo.is_in_france(latitude, longitude)
    assert not geo.is_in_france(longitude, latitude)


def test_question_goes_to_the_service_alone(service: Geocoder) -> None:
    service.find(feature())

    assert [found.postcode for found in geo.find_addresses("3 rue é")] == ["33310"]
    [(path, headers)] = service.asked
    assert path == "/search/?q=3+rue+%C3%A9&limit=5"
    assert "Cookie" not in headers


def test_address_of_the_service_may_hold_a_key(service: Geocoder, settings: Any) -> None:
    settings.GEOCODER_URL = f"{service.url}?key=1"

    assert geo.find_addresses("x") == []
    assert service.asked[0][0] == "/search/?key=1&q=x&limit=5"


def test_long_text_is_cut(service: Geocoder) -> None:
    geo.find_addresses("x" * 5000)

    assert len(service.asked[0][0]) < 300


@pytest.mark.parametrize("status", [204, 400, 404, 429, 500, 503])
def test_refusal_is_no_answer(service: Geocoder, status: int) -> None:
    service.give(collection(feature()), status)

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirection_is_not_followed(service: Geocoder, status: int) -> None:
    service.give(collection(feature()), status, Location=f"{service.url}elsewhere")

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")
    assert len(service.asked) == 1


def test_answer_that_is_too_big_is_not_read(service: Geocoder) -> None:
    service.give(collection(feature()) + b" " * geo.MAX_BYTES)

    with pytest.raises(geo.NoAnswer, match="too big"):
        geo.find_addresses("3 rue")


def test_answer_that_is_cut_off_is_none(service: Geocoder) -> None:
    body = collection(feature())
    service.give(body, Content_Length=str(len(body) + 10), Connection="close")

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")


def test_service_that_drips_is_left_in_time(service: Geocoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo, "SECONDS", 0.3)
    service.give(collection(feature()), X_Drip="0.1")
    begun = time.monotonic()

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")
    assert time.monotonic() - begun < 2


def test_nobody_listens(settings: Any) -> None:
    settings.GEOCODER_URL = "http://127.0.0.1:9/search"

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")


@pytest.mark.parametrize("url", ["http://127.0.0.1:many/", "http://[::1/", "http:///x"])
def test_address_that_makes_no_sense_is_no_answer(settings: Any, url: str) -> None:
    settings.GEOCODER_URL = url

    with pytest.raises(geo.NoAnswer):
        geo.find_addresses("3 rue")
