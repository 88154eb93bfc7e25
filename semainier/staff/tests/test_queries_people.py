"""The reads behind the list of people."""

from typing import Any

import pytest

from semainier.accounts.models import User
from semainier.core import clock
from semainier.organisations.models import Organisation
from semainier.organisations.services.people import add_member
from semainier.staff.queries.people import PeopleFilters, people, roles_of


@pytest.fixture
def cast(alice: User, bob: User, charlie: User, regina: User, fede: User) -> dict[str, User]:
    return {user.name: user for user in (alice, bob, charlie, regina, fede)}


def names(text: str = "", role: str = "") -> list[str]:
    return [person.name for person in people(PeopleFilters(text, role))]


def test_they_stand_by_name(cast: dict[str, User]):
    assert names() == ["Alice", "Bob", "Charlie", "Fede", "Regina"]


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("referent", ["Alice", "Charlie"]),
        ("communicator", ["Bob"]),
        ("coordinator", ["Regina"]),
        ("head", ["Fede"]),
        ("-", []),
    ],
)
def test_each_role_finds_who_holds_it(cast: dict[str, User], role: str, found: list[str]):
    assert names(role=role) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("ali", ["Alice"]), ("ALICE example", ["Alice"]), ("@ .example fede", ["Fede"]), ("alice bob", [])],
)
def test_every_word_must_be_found(cast: dict[str, User], text: str, found: list[str]):
    assert names(text) == found


def test_who_left_has_no_role_but_stays_a_person(cast: dict[str, User]):
    cast["Bob"].memberships.update(ended_at=clock.now())

    assert (names(role="communicator"), names(role="-")) == ([], ["Bob"])
    assert "Bob" in names()


def test_erased_and_merged_people_are_not_shown(cast: dict[str, User]):
    User.objects.filter(name="Bob").update(erased_at=clock.now())
    User.objects.filter(name="Charlie").update(merged_into=cast["Alice"])

    assert names() == ["Alice", "Fede", "Regina"]


def test_the_roles_of_a_person_stand_by_organisation(
    cast: dict[str, User], org_b: Organisation, federation: Organisation
):
    add_member(organisation=org_b, user=cast["Alice"], role="communicator", by=None)

    [shown] = people(PeopleFilters("alice"))

    expected = [("Habitat des Deux-Rives", "referent"), ("Le Toit des Flandres", "communicator")]
    assert [(one.organisation.name, one.role) for one in shown.acting] == expected
    assert [(one.organisation.name, one.role) for one in roles_of(cast["Alice"])] == expected


def test_a_person_with_two_roles_stands_once(cast: dict[str, User], org_b: Organisation):
    add_member(organisation=org_b, user=cast["Alice"], role="referent", by=None)

    assert names(role="referent") == ["Alice", "Charlie"]


def test_they_cost_two_queries(cast: dict[str, User], django_assert_num_queries: Any):
    with django_assert_num_queries(2):
        assert [len(person.acting) for person in people(PeopleFilters())] == [1] * 5
    with django_assert_num_queries(1):
        roles_of(cast["Alice"])
