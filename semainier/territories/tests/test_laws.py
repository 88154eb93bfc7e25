"""Laws of the territories: one region a day under the name of the day, suggestions in order, centres read or refused."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.campaigns.models import Edition
from semainier.core.errors import DomainError
from semainier.organisations.models import Organisation
from semainier.report.queries.figures import figures_of
from semainier.territories.models import Commune, DepartmentRegion, Region, valid_on
from semainier.territories.queries import (
    departments_of,
    find_commune,
    region_of,
    regions_by_department,
    regions_on,
    resolve_place,
    suggest_communes,
    zone_of,
    zones_by_department,
)
from semainier.territories.services.centres import MAINLAND, import_communes
from semainier.territories.tests.factories import COMMUNES, DEPARTMENTS, make_department

DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2030, 1, 1))
CODES = [row[0] for row in DEPARTMENTS]
RENAMED = dt.date(2015, 1, 17)
pytestmark = pytest.mark.usefixtures("france")
with_database = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40
)


@pytest.fixture
def loiret(france: None) -> None:
    make_department("45", "Loiret", region=Region.objects.create(code="24", name="Centre-Val de Loire"))


@with_database
@given(day=DAYS)
def test_every_way_of_asking_gives_the_same_region(day: dt.date):
    by_department = regions_by_department(day)

    assert set(by_department) == set(CODES)
    assert {code: region_of(code, day) for code in CODES} == by_department
    for region in set(by_department.values()):
        held = {department.code for department in departments_of(region.code, day)}
        assert held == {code for code in CODES if by_department[code] == region}


@with_database
@given(day=DAYS)
def test_regions_of_a_day_are_those_with_departments_on_it(day: dt.date):
    assert set(regions_on(day)) == set(regions_by_department(day).values())


@with_database
@given(day=DAYS)
def test_what_is_valid_on_a_day_is_neither_too_young_nor_too_old(day: dt.date):
    for row in DepartmentRegion.objects.filter(valid_on(day)):
        assert (row.valid_from or day) <= day <= (row.valid_to or day)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2013, 6, 8), "Centre"),
        (RENAMED - dt.timedelta(days=1), "Centre"),
        (RENAMED, "Centre-Val de Loire"),
        (dt.date(2026, 6, 6), "Centre-Val de Loire"),
    ],
)
def test_a_region_that_was_renamed_bears_the_name_of_the_day(loiret: None, day: dt.date, name: str):
    assert region_of("45", day).name == name
    assert regions_by_department(day)["45"].name == name
    assert name in [region.name for region in regions_on(day)]
    assert Region.objects.get(code="24").name == "Centre-Val de Loire"  # what is stored stays


def test_the_name_of_the_day_is_what_the_regions_stand_by(loiret: None):
    names = [region.name for region in regions_on(dt.date(2013, 6, 8))]

    assert names[:4] == ["Alsace", "Aquitaine", "Centre", "Île-de-France"]


@pytest.mark.parametrize(
    ("starts_on", "name"), [((2013, 6, 8), "Centre"), ((2026, 6, 6), "Centre-Val de Loire")]
)
def test_figures_of_an_edition_name_its_regions_as_they_were(
    edition: Edition, loiret: None, starts_on: tuple[int, int, int], name: str
):
    edition.starts_on = dt.date(*starts_on)
    organisation = Organisation.objects.create(name="Logis", department_id="45")
    edition.listed_members.create(
        organisation=organisation, region_id="24", department_id="45", listed_on=dt.date(2013, 1, 1)
    )

    figures = figures_of(edition, dt.datetime(2026, 7, 1, tzinfo=dt.UTC))

    assert [(group.code, group.name) for group in figures.by_region] == [("24", name)]


def test_every_department_has_a_zone():
    assert {code: zone_of(code) for code in CODES} == zones_by_department()


@pytest.mark.parametrize("row", COMMUNES, ids=lambda row: row[1])
def test_a_commune_is_found_by_each_of_its_writings(row: tuple[Any, ...]):
    code, name, *_rest, postcodes = row

    assert find_commune(code).name == name
    for written in (name, name.upper(), name.replace("-", " "), postcodes.split()[0]):
        assert code in [found.code for found in suggest_communes(written)]
    assert suggest_communes(f"{postcodes.split()[0]} {name}")[0].code == code


@with_database
@given(text=st.text(max_size=20), limit=st.integers(1, 5))
def test_any_text_gives_at_most_so_many_suggestions(text: str, limit: int):
    text = text.replace("\0", "")

    found = suggest_communes(text, limit)

    assert len(found) <= limit
    assert len({one.code for one in found}) == len(found)


@with_database
@given(letters=st.text(alphabet="abelps", min_size=1, max_size=3))
def test_larger_communes_come_first(letters: str):
    found = [Commune.objects.get(code=one.code) for one in suggest_communes(letters)]

    others = [commune.population for commune in found if commune.search_name != letters]
    assert others == sorted(others, reverse=True)


def test_suggestions_cost_one_query_for_one_and_for_many(django_assert_num_queries: Any):
    for text, number in (("wattignies", 1), ("l", 2)):
        with django_assert_num_queries(1):
            assert len(suggest_communes(text)) == number


@pytest.mark.parametrize("code", [row[0] for row in COMMUNES])
def test_a_place_has_a_position_or_none_never_half_a_one(code: str):
    place = resolve_place(code, find_commune(code).department_id)

    assert (place.latitude is None) == (place.longitude is None)


def csv_of(*rows: tuple[Any, ...]) -> bytes:
    lines = ["code_insee;latitude;longitude", *(";".join(map(str, row)) for row in rows)]
    return "\r\n".join(lines).encode()


@with_database
@given(latitude=st.floats(*MAINLAND[0]), longitude=st.floats(*MAINLAND[1]))
def test_a_centre_within_the_country_is_taken_to_the_tenth_of_a_metre(latitude: float, longitude: float):
    report = import_communes(content=csv_of(("33213", latitude, longitude)), by=None, apply=True)

    commune = Commune.objects.get(code="33213")
    assert report.refused == []
    assert (commune.latitude, commune.longitude) == (round(latitude, 6), round(longitude, 6))


@with_database
@given(latitude=st.floats(), longitude=st.floats())
def test_any_other_place_is_refused_or_lies_within(latitude: float, longitude: float):
    report = import_communes(content=csv_of(("33213", latitude, longitude)), by=None)

    inside = all(
        low - 1e-6 <= value <= high + 1e-6
        for value, (low, high) in zip((latitude, longitude), MAINLAND, strict=True)
    )
    assert bool(report.refused) != inside


@with_database
@given(content=st.binary(max_size=80))
def test_no_file_breaks_the_import(content: bytes):
    head = b"code_insee;latitude;longitude\n"
    with suppress(DomainError):
        report = import_communes(content=head + content, by=None)

        assert (report.changed, report.applied) == (0, False)


def test_an_import_that_is_not_applied_writes_nothing():
    before = list(Commune.objects.order_by("code").values())

    report = import_communes(content=csv_of(("33213", 44.7, -0.5), ("33063", 44.8, -0.6)), by=None)

    assert (report.changed, report.applied) == (2, False)
    assert list(Commune.objects.order_by("code").values()) == before
