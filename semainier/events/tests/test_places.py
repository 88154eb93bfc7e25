"""Which commune is meant by the words of a person."""

import pytest

from semainier.events.queries.places import find_town, town_of_event, town_words
from semainier.events.tests.space import MakeEvent
from semainier.territories.models import Department
from semainier.territories.tests.factories import make_commune

pytestmark = pytest.mark.usefixtures("france")


@pytest.mark.parametrize(
    ("text", "code", "postcode"),
    [
        ("Lormont", "33249", "33310"),
        ("33310 Lormont", "33249", "33310"),
        ("lormont (33)", "33249", "33310"),
        ("33310", "33249", "33310"),
        ("la brede", "33213", "33650"),
        ("Brède", "33213", "33650"),
        ("Paris 12e", "75056", ""),
        ("Paris 12ème arrondissement", "75056", ""),
        ("75012 Paris", "75056", "75012"),
        ("Bordeaux", "33063", ""),
        ("Hénin", "62427", "62110"),
        ("Saint Denis", "97411", ""),
        ("ST-DENIS", "97411", ""),
    ],
)
def test_words_that_name_one_commune(text: str, code: str, postcode: str) -> None:
    town = find_town(text, None)

    assert (town.commune and town.commune.pk, town.postcode, town.is_ambiguous) == (code, postcode, False)


def test_department_settles_it() -> None:
    make_commune("33500", "Saint-Denis")
    gironde = Department.objects.get(code="33")

    assert [s.code for s in find_town("Saint-Denis", None).candidates] == ["97411", "33500"]
    town = find_town("Saint-Denis", gironde)
    assert (town.commune and town.commune.pk, town.candidates) == ("33500", [])


def test_picked_candidate_is_the_town_and_the_others_stay_to_pick() -> None:
    make_commune("33500", "Saint-Denis")

    town = find_town("Saint-Denis", None, "33500")
    assert (town.key, len(town.candidates), town.is_ambiguous) == ("33500", 2, False)
    assert find_town("Saint-Denis", None, "99999").is_ambiguous


@pytest.mark.parametrize("text", ["Trifouilly", "99999", "!!!"])
def test_name_of_nowhere_is_kept_as_typed(text: str) -> None:
    gironde = Department.objects.get(code="33")

    assert (find_town(text, None).key, find_town(text, None).commune) == ("", None)
    assert (find_town(text, gironde).key, find_town(text, gironde).has_centre) == (f"33:{text}", False)


def test_words_of_an_event_find_its_commune_again(make_event: MakeEvent) -> None:
    event = make_event(postcode="33310")

    town = town_of_event(event)
    assert town_words(town) == "33310 Lormont"
    assert find_town(town_words(town), None).key == town.key
