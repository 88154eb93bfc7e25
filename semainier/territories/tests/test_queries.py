import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semainier.core.errors import DomainError
from semainier.territories import queries
from semainier.territories.queries import Place, Precision, Suggestion
from semainier.territories.tests.factories import DEPARTMENTS, make_commune, make_department

BEFORE, AFTER = dt.date(2015, 12, 31), dt.date(2016, 1, 1)
CODES = [code for code, *_rest in DEPARTMENTS]


@pytest.mark.parametrize(
    ("department", "before", "after"),
    [
        ("33", "Aquitaine", "Nouvelle-Aquitaine"),
        ("62", "Nord-Pas-de-Calais", "Hauts-de-France"),
        ("34", "Languedoc-Roussillon", "Occitanie"),
        ("67", "Alsace", "Grand Est"),
        ("75", "Île-de-France", "Île-de-France"),
        ("974", "La Réunion", "La Réunion"),
    ],
)
def test_region_of_changes_on_the_first_day_of_2016(
    france, department, before, after, django_assert_num_queries
):
    with django_assert_num_queries(2):
        regions = [queries.region_of(department, day).name for day in (BEFORE, AFTER)]

    assert regions == [before, after]


def test_region_of_unknown_department_says_what_to_give(france):
    with pytest.raises(DomainError) as refused:
        queries.region_of("99", AFTER)

    assert refused.value.code == "territories.unknown_department"
    assert "99" in refused.value.message


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(min_value=dt.date(1970, 1, 1)), department=st.sampled_from(CODES))
def test_department_has_exactly_one_region_on_any_day(france, day, department):
    region = queries.region_of(department, day)

    holders = [
        r
        for r in queries.regions_on(day)
        if department in {d.code for d in queries.departments_of(r.code, day)}
    ]
    assert holders == [region]
    assert queries.regions_by_department(day)[department] == region


def test_regions_on_a_day_are_in_the_order_of_the_alphabet(france, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [region.name for region in queries.regions_on(AFTER)]

    assert names == [
        "Grand Est",
        "Hauts-de-France",
        "Île-de-France",
        "Nouvelle-Aquitaine",
        "Occitanie",
        "La Réunion",
    ]
    assert [region.code for region in queries.regions_on(BEFORE)] == ["42", "72", "11", "91", "31", "04"]


def test_departments_of_a_region_in_its_time_only(france, django_assert_num_queries):
    with django_assert_num_queries(1):
        codes = [department.code for department in queries.departments_of("72", BEFORE)]

    assert codes == ["24", "33", "40", "47", "64"]
    assert queries.departments_of("72", AFTER) == []


def test_zone_of_department(france, django_assert_num_queries):
    with django_assert_num_queries(1):
        zone = queries.zone_of("974")

    assert zone == ZoneInfo("Indian/Reunion")
    with pytest.raises(DomainError, match="99"):
        queries.zone_of("99")


def test_zones_by_department(france, django_assert_num_queries):
    with django_assert_num_queries(1):
        zones = queries.zones_by_department()

    assert sorted(zones) == sorted(CODES)
    assert zones["33"] == ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("commune", "department", "place"),
    [
        ("33249", "33", Place(44.8765, -0.51919, Precision.COMMUNE)),
        ("33213", "33", Place(44.825, -0.575, Precision.DEPARTMENT)),
        ("75112", "75", Place(48.85341, 2.3488, Precision.COMMUNE)),
        (None, "974", Place(-21.12, 55.543, Precision.DEPARTMENT)),
        ("", "974", Place(-21.12, 55.543, Precision.DEPARTMENT)),
    ],
)
def test_resolve_place_says_how_precise_it_is(france, commune, department, place):
    assert queries.resolve_place(commune, department) == place


def test_resolve_place_invents_nothing(db):
    make_department("988", "Nouvelle-Calédonie")

    assert queries.resolve_place(None, "988") == Place(None, None, Precision.DEPARTMENT)


@pytest.mark.parametrize(
    ("commune", "department", "code"),
    [
        ("99999", "33", "territories.unknown_commune"),
        ("59350", "33", "territories.commune_elsewhere"),
        (None, "99", "territories.unknown_department"),
    ],
)
def test_resolve_place_refuses_what_does_not_fit(france, commune, department, code):
    with pytest.raises(DomainError) as refused:
        queries.resolve_place(commune, department)

    assert refused.value.code == code


def test_find_commune_by_todays_code_or_by_a_district(france, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = [queries.find_commune(code).name for code in ("75056", "75112")]

    assert found == ["Paris", "Paris"]
    assert queries.find_commune("99999") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bord", ["Bordeaux"]),
        ("henin beaumont", ["Hénin-Beaumont"]),
        ("HÉNIN-B", ["Hénin-Beaumont"]),
        ("st denis", ["Saint-Denis"]),
        ("brède", ["La Brède"]),
        ("l", ["Lille", "Lormont"]),
        ("33100", ["Bordeaux"]),
        ("33", ["Bordeaux", "Lormont", "La Brède"]),
        ("33000 bordeaux", ["Bordeaux"]),
        ("Bordeaux (33)", ["Bordeaux"]),
        ("59000 bordeaux", []),
        ("   ", []),
        ("%", []),
    ],
)
def test_suggest_communes(france, text, names):
    assert [suggestion.name for suggestion in queries.suggest_communes(text)] == names


def test_suggestion_bears_the_postcode_that_was_typed(france):
    assert queries.suggest_communes("bordeaux 331") == [
        Suggestion("33063", "Bordeaux", "33", "Gironde", "33100")
    ]
    assert queries.suggest_communes("bordeaux") == [Suggestion("33063", "Bordeaux", "33", "Gironde", "33000")]


def test_exact_name_comes_before_a_larger_commune(db, django_assert_num_queries):
    make_commune("62498", "Lens", population=32_000)
    make_commune("95351", "Lensville", population=90_000)
    make_commune("99001", "Lenslande")

    with django_assert_num_queries(1):
        found = queries.suggest_communes("lens", limit=2)

    assert [(suggestion.name, suggestion.postcode) for suggestion in found] == [
        ("Lens", ""),
        ("Lensville", ""),
    ]
