"""What an address asks for: read, kept, written again the same."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from semainier.campaigns.models import Edition
from semainier.events.queries.filters import READERS, Filters, Known, read_filters, span_of
from semainier.events.tests.public import FEEDS, PROGRAMME
from semainier.events.vocabulary import ADMISSIONS, AUDIENCES, KINDS, STATUSES, code_of, word_of
from semainier.organisations.models import Organisation

ODD = [
    "%00",
    "a" * 5000,
    "'\"<>&;",
    "%FF%FE",
    "💐",
    "-1",
    "9" * 30,
    "2026-06-08T10:00",
    "nan,nan,nan,nan",
    "0001-01-01",
    "  ",
]


def read(query: str, edition: Edition) -> Filters:
    return read_filters(QueryDict(query), Known(edition))


def test_filters_are_written_as_they_were_read(edition: Edition) -> None:
    query = "q=jardin+partag%C3%A9&jour=2026-06-08&theme=patrimoine&departement=33&acces=libre&page=2"

    filters = read(query, edition)

    assert filters.query == f"?{query}"
    assert filters.feed_query == filters.query.removesuffix("&page=2")


def test_values_stand_once_in_a_fixed_order(edition: Edition) -> None:
    filters = read("acces=free&acces=libre&theme=patrimoine&q=a", edition)

    assert filters.chosen == (("q", "a"), ("theme", "patrimoine"), ("acces", "libre"))


def test_organisation_named_twice_is_read_once(
    edition: Edition, org_a: Organisation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        filters = read(f"organisme={org_a.siren}&organisme={org_a.siren}", edition)

    assert filters.chosen == (("organisme", org_a.siren),)


def test_changing_a_filter_goes_back_to_the_first_page(edition: Edition) -> None:
    filters = read("theme=patrimoine&jour=2026-06-08&page=3", edition)

    assert filters.replacing("jour", "2026-06-09").query == "?jour=2026-06-09&theme=patrimoine"
    assert filters.replacing("jour").query == "?theme=patrimoine"
    assert filters.without("theme", "patrimoine").query == "?jour=2026-06-08"


def test_nothing_asked_is_nothing_written(edition: Edition) -> None:
    filters = read("", edition)

    assert (filters.query, filters.feed_query, filters.page, filters.problems) == ("?", "", 1, ())


def test_regions_are_those_of_the_edition(edition: Edition) -> None:
    before = Edition(
        starts_on=edition.starts_on.replace(year=2013), ends_on=edition.ends_on.replace(year=2013)
    )

    assert read("region=72", before).chosen == (("region", "72"),)
    assert read("region=72", edition).chosen == ()
    assert read("region=75", before).problems[0].code == "programme.bad_region"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("-5,41,10,51", (-5.0, 41.0, 10.0, 51.0)),
        ("10,41,-5,51", None),
        ("-181,41,10,51", None),
        ("nan,41,10,51", None),
        ("inf,41,10,51", None),
        ("1,2,3", None),
        ("1,2,3,4,5", None),
        ("a,b,c,d", None),
    ],
)
def test_part_of_the_map(value: str, expected: tuple[float, ...] | None) -> None:
    assert span_of(value) == expected


@pytest.mark.parametrize("parameter", [*READERS, "page"])
def test_no_value_breaks_a_page_or_a_feed(client: Client, edition: Edition, parameter: str) -> None:
    pages = {client.get(f"{PROGRAMME}?{parameter}={value}").status_code for value in ODD}
    feeds = {
        client.get(f"/semaine-2026/programme.{form}?{parameter}={value}").status_code
        for form in FEEDS
        for value in ODD
    }

    assert pages == {200}
    assert feeds <= {200, 400}


@pytest.mark.parametrize("words", [ADMISSIONS, AUDIENCES, KINDS, STATUSES])
def test_every_code_has_its_word(words: dict[str, str]) -> None:
    codes = type(next(iter(words.values())))

    assert set(words.values()) == set(codes)
    assert all(code_of(words, word_of(words, code)) == code for code in codes)
    assert code_of(words, "x") is None
