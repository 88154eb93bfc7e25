"""The two files that the build makes, when they are there."""

import datetime as dt
import gzip
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semainier.territories.models import Commune
from semainier.territories.services import SHIPPED

OUTLINES = SHIPPED.parent.parent / "static" / "territories" / "departments.geojson"
pytestmark = pytest.mark.skipif(not SHIPPED.exists(), reason="needs the files that the build makes")


@pytest.fixture(scope="module")
def shipped():
    with gzip.open(SHIPPED) as file:
        return json.load(file)


def day(text, default):
    return dt.date.fromisoformat(text) if text else default


@given(on=st.dates(min_value=dt.date(1970, 1, 1)))
def test_every_department_has_exactly_one_region_on_any_day(shipped, on):
    valid = [
        (department, region)
        for department, region, first, last in shipped["attachments"]
        if day(first, dt.date.min) <= on <= day(last, dt.date.max)
    ]
    regions = {
        code
        for code, _name, first, last in shipped["regions"]
        if day(first, dt.date.min) <= on <= day(last, dt.date.max)
    }

    assert sorted(department for department, _region in valid) == sorted(
        row[0] for row in shipped["departments"]
    )
    assert {region for _department, region in valid} == regions


@pytest.mark.parametrize(("on", "metropolitan"), [(dt.date(2015, 12, 31), 22), (dt.date(2016, 1, 1), 13)])
def test_number_of_regions(shipped, on, metropolitan):
    codes = [
        code
        for code, _name, first, last in shipped["regions"]
        if day(first, dt.date.min) <= on <= day(last, dt.date.max)
    ]

    assert len([code for code in codes if code > "10" and len(code) == 2]) == metropolitan
    assert sorted(code for code in codes if code < "10") == ["01", "02", "03", "04", "06"]


def test_departments_have_a_centre_and_a_zone_that_exists(shipped):
    zones = {code: ZoneInfo(zone).key for code, _name, zone, *_centre in shipped["departments"]}

    assert len(zones) == 107
    assert zones["33"] == "Europe/Paris"
    assert zones["988"] == "Pacific/Noumea"
    assert all(None not in row for row in shipped["departments"])


def test_centres_reach_four_people_in_five(shipped):
    placed = sum(row[4] or 0 for row in shipped["communes"] if row[5] is not None)

    assert placed / sum(row[4] or 0 for row in shipped["communes"]) > 0.8


def test_rows_fit_their_columns(shipped):
    def column(name):
        return Commune._meta.get_field(name).max_length

    assert max(len(row[1]) for row in shipped["communes"]) <= column("name")
    assert max(len(row[7]) for row in shipped["communes"]) <= column("postcodes")


def test_outlines_are_light_and_closed():
    features = json.loads(OUTLINES.read_bytes())["features"]
    polygons = [
        polygon
        for feature in features
        for polygon in (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Polygon"
            else feature["geometry"]["coordinates"]
        )
    ]

    assert OUTLINES.stat().st_size < 120_000
    assert len({feature["properties"]["code"] for feature in features}) == 101
    assert all(ring[0] == ring[-1] and len(ring) > 3 for polygon in polygons for ring in polygon)
